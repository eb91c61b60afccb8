import { Icon } from '../ui/icons.tsx';
import { useWords } from '../ui/words.ts';

interface CallToolsProps {
	/** What the provider sent; undefined for who may not see it. */
	rawAt: string | undefined;
	onBack(): void;
	/** Undefined while there is nothing to save. */
	onExport: (() => void) | undefined;
}

/** Away from a call, and what one may take along. */
export function CallTools({ rawAt, onBack, onExport }: CallToolsProps) {
	const words = useWords();
	return (
		<p class="row">
			<button type="button" class="button quiet" onClick={onBack}>
				<Icon name="back" />
				{words('panel_back')}
			</button>
			{onExport && (
				<button type="button" class="button quiet" onClick={onExport}>
					<Icon name="save" />
					{words('calls_export')}
				</button>
			)}
			{rawAt && (
				<a class="button quiet" href={rawAt} target="_blank" rel="noreferrer">
					<Icon name="list" />
					{words('calls_deliveries')}
				</a>
			)}
		</p>
	);
}
