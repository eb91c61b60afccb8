import { ProblemNotice, type Trouble } from '../../ui/problem.tsx';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import { Rename } from '../team/rename.tsx';

interface OwnNameProps {
	/** Undefined until the server has answered. */
	name: string | undefined;
	isBusy: boolean;
	trouble: Trouble | undefined;
	onRename(name: string): void;
	onCopy(text: string): void;
}

/** Her name as her team sees it. */
export function OwnNamePanel({ name, isBusy, trouble, onRename, onCopy }: OwnNameProps) {
	const words = useWords();
	return (
		<section class="panel">
			<h2>{words('own_name_title')}</h2>
			<ProblemNotice trouble={trouble} onCopy={onCopy} />
			{name !== undefined && (
				<div class="row">
					<p class="grow">
						<bdi>{displayText(name)}</bdi>
					</p>
					<Rename name={name} isBusy={isBusy} onRename={onRename} />
				</div>
			)}
		</section>
	);
}
