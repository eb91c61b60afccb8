import type { CheckView } from '../../lib/contract/setup.ts';
import { useWords } from '../ui/words.ts';
import { Check } from './connections/checks.tsx';

interface ServerPanelProps {
	/** Of the server itself, the worst first. */
	checks: readonly CheckView[];
	now: number;
	isBusy: boolean;
	onCheck(): void;
	/** A page that a check leads to. */
	onOpen(url: string): void;
}

/** How the server is: what is wrong stands open, the rest is folded away. */
export function ServerPanel({ checks, now, isBusy, onCheck, onOpen }: ServerPanelProps) {
	const words = useWords();
	const wrong = checks.filter(({ state }) => state === 'broken' || state === 'attention');
	const rest = checks.filter((check) => !wrong.includes(check));
	const act = ({ action }: CheckView) => (action?.url ? onOpen(action.url) : onCheck());
	return (
		<section class="panel">
			<div class="row">
				<h2 class="grow">{words('server_title')}</h2>
				<button type="button" class="button" disabled={isBusy} onClick={onCheck}>
					{words('check_now')}
				</button>
			</div>
			{wrong.map((check) => (
				<Check key={check.name} isWorst {...{ check, now, isBusy }} onAct={act} />
			))}
			{checks.length === 0 && <p class="quiet">{words('checks_none')}</p>}
			{checks.length > 0 && wrong.length === 0 && <p class="quiet">{words('server_well')}</p>}
			{rest.length > 0 && (
				<details class="connection-details">
					<summary>{words('details')}</summary>
					<div class="checks">
						{rest.map((check) => (
							<Check key={check.name} {...{ check, now, isBusy }} onAct={act} />
						))}
					</div>
				</details>
			)}
		</section>
	);
}
