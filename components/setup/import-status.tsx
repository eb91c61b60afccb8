import type { ImportStatus } from '../../lib/contract/index.ts';
import { Notice } from '../ui/notice.tsx';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';

interface ProgressProps {
	status: ImportStatus;
	onCancel(): void;
}

/** A running import: bar, count, rest and cancel. */
export function ImportProgress({ status, onCancel }: ProgressProps) {
	const words = useWords();
	const count = (value: number) => value.toLocaleString(words.locale);
	const { readCount, rowCount } = status;
	return (
		<section class="panel">
			<h2>{words('import_title')}</h2>
			<progress max={Math.max(1, rowCount)} value={readCount} aria-labelledby="import-progress" />
			<div class="row">
				<p class="grow" id="import-progress">
					{words('import_progress', {
						read: count(readCount),
						total: count(rowCount),
						rest: count(Math.max(0, rowCount - readCount)),
					})}
				</p>
				<button type="button" class="button" onClick={onCancel}>
					{words('cancel')}
				</button>
			</div>
		</section>
	);
}

interface ResultProps {
	status: ImportStatus;
	onDownload(): void;
	onAnother(): void;
	onCopy(text: string): void;
}

/** What an import came to: counts, and the rows that were left out with their reasons. */
export function ImportResult({ status, onDownload, onAnother, onCopy }: ResultProps) {
	const words = useWords();
	const count = (value: number) => value.toLocaleString(words.locale);
	const word = { cancelled: 'import_cancelled', failed: 'import_failed' } as const;
	const isDone = status.state === 'done';
	const title = words(status.state in word ? word[status.state as keyof typeof word] : 'import_done');
	return (
		<section class="panel">
			<Notice tone={isDone ? 'good' : 'warn'} title={title} details={status.failure} onCopy={onCopy}>
				<p>
					{words('import_counts', {
						created: count(status.createdCount),
						updated: count(status.updatedCount),
						rejected: count(status.rejectedCount),
					})}
				</p>
			</Notice>
			{status.rejectedCount > 0 && <RejectedRows status={status} />}
			<div class="row">
				{status.rejectedCount > 0 && (
					<button type="button" class="button" onClick={onDownload}>
						{words('import_download')}
					</button>
				)}
				<button type="button" class="button" onClick={onAnother}>
					{words('import_another')}
				</button>
			</div>
		</section>
	);
}

function RejectedRows({ status }: { status: ImportStatus }) {
	const words = useWords();
	return (
		<>
			<h3>{words('import_rejected')}</h3>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled with the arrow keys. */}
			<section class="scroll" tabIndex={0} aria-label={words('import_rejected')}>
				<table>
					<thead>
						<tr>
							<th scope="col">{words('import_row')}</th>
							<th scope="col">{words('import_reason')}</th>
						</tr>
					</thead>
					<tbody>
						{status.rejected.map(({ row, reason }) => (
							<tr key={row}>
								<td>{row}</td>
								<td>{displayText(reason)}</td>
							</tr>
						))}
					</tbody>
				</table>
			</section>
		</>
	);
}
