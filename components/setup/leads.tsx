import { useRef } from 'preact/hooks';
import type { ImportMapping, ImportPreview, ImportStatus } from '../../lib/contract/index.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import { Notice } from '../ui/notice.tsx';
import { displayText } from '../ui/text.ts';
import { useWords, type WordKey } from '../ui/words.ts';
import { ImportPreviewPanel } from './import-preview.tsx';
import { ImportProgress, ImportResult } from './import-status.tsx';

/** Where an import stands. */
export type ImportStep =
	| { kind: 'choose' }
	| { kind: 'uploading'; file: string }
	| { kind: 'preview'; preview: ImportPreview }
	| { kind: 'running'; status: ImportStatus }
	| { kind: 'result'; status: ImportStatus }
	| { kind: 'trouble'; trouble: 'unpaired' | 'refused' | 'not-allowed' | 'unreachable'; details?: string };

interface LeadsProps {
	leads: ExtensionStatus['leads'];
	step: ImportStep;
	onFile(file: File): void;
	onRun(mapping: ImportMapping): void;
	onCancel(): void;
	onDownload(): void;
	/** Back to choosing a file. */
	onAgain(): void;
	onSync(): void;
	onCopy(text: string): void;
}

/** How many leads this browser has, and the way to more. */
export function LeadsSection(props: LeadsProps) {
	return (
		<>
			<LeadCount leads={props.leads} onSync={props.onSync} />
			<ImportPanel {...props} />
		</>
	);
}

function LeadCount({ leads, onSync }: Pick<LeadsProps, 'leads' | 'onSync'>) {
	const words = useWords();
	const count = (value: number) => value.toLocaleString(words.locale);
	const { count: loaded, total, syncing } = leads;
	return (
		<section class="panel">
			<div class="row">
				<h2 class="grow">
					{loaded === 0 && !syncing ? words('leads_title') : words.counted('leads_have', loaded)}
				</h2>
				<button type="button" class="button" onClick={onSync} disabled={syncing}>
					{words('leads_sync')}
				</button>
			</div>
			{loaded === 0 && total === 0 && !syncing && <p class="quiet">{words('leads_none')}</p>}
			{syncing && (
				<>
					<progress max={Math.max(1, total)} value={loaded} aria-labelledby="lead-progress" />
					<p class="quiet" id="lead-progress">
						{words('leads_syncing', { count: count(loaded), total: count(total) })}
					</p>
				</>
			)}
		</section>
	);
}

const troubles: Record<Extract<ImportStep, { kind: 'trouble' }>['trouble'], WordKey> = {
	unpaired: 'import_unpaired',
	refused: 'import_refused',
	'not-allowed': 'import_not_allowed',
	unreachable: 'import_unreachable',
};

function ImportPanel(props: LeadsProps) {
	const { step, onRun, onCancel, onDownload, onAgain, onCopy } = props;
	const words = useWords();
	switch (step.kind) {
		case 'choose':
			return <ChooseFile {...props} />;
		case 'uploading':
			return (
				<section class="panel" aria-busy="true">
					<h2>{words('import_title')}</h2>
					<progress aria-label={words('import_title')} />
					<p class="quiet">{words('import_uploading', { file: displayText(step.file) })}</p>
				</section>
			);
		case 'preview':
			return <ImportPreviewPanel preview={step.preview} onRun={onRun} onCancel={onAgain} />;
		case 'running':
			return <ImportProgress status={step.status} onCancel={onCancel} />;
		case 'result':
			return (
				<ImportResult status={step.status} onDownload={onDownload} onAnother={onAgain} onCopy={onCopy} />
			);
		case 'trouble':
			return (
				<section class="panel">
					<Notice tone="bad" title={words(troubles[step.trouble])} details={step.details} onCopy={onCopy} />
					<div class="row">
						<button type="button" class="button" onClick={onAgain}>
							{words('retry')}
						</button>
					</div>
				</section>
			);
	}
}

function ChooseFile({ onFile }: Pick<LeadsProps, 'onFile'>) {
	const words = useWords();
	const input = useRef<HTMLInputElement>(null);
	return (
		<section class="panel">
			<h2>{words('import_title')}</h2>
			<p class="quiet">{words('import_hint')}</p>
			<div class="row">
				<input
					ref={input}
					type="file"
					hidden
					accept=".csv,.tsv,.txt,text/csv"
					aria-label={words('import_choose')}
					onChange={(event) => {
						const [file] = event.currentTarget.files ?? [];
						if (file) onFile(file);
					}}
				/>
				<button type="button" class="button primary" onClick={() => input.current?.click()}>
					{words('import_choose')}
				</button>
			</div>
		</section>
	);
}
