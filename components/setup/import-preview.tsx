import { useState } from 'preact/hooks';
import type { ImportMapping, ImportPreview } from '../../lib/contract/index.ts';
import { Notice } from '../ui/notice.tsx';
import { displayText } from '../ui/text.ts';
import { useWords, type WordKey, type Words } from '../ui/words.ts';
import { assign, type Field, fieldOf, fields } from './import-mapping.ts';

const delimiters: Record<string, WordKey> = {
	',': 'import_delimiter_comma',
	';': 'import_delimiter_semicolon',
	'\t': 'import_delimiter_tab',
	'|': 'import_delimiter_pipe',
};

interface PreviewProps {
	preview: ImportPreview;
	onRun(mapping: ImportMapping): void;
	onCancel(): void;
}

/** What was read and guessed, to be corrected before anything is stored. */
export function ImportPreviewPanel({ preview, onRun, onCancel }: PreviewProps) {
	const words = useWords();
	const [mapping, setMapping] = useState(preview.guess);
	const [isNameless, setNameless] = useState(false);
	return (
		<form
			class="panel"
			onSubmit={(event) => {
				event.preventDefault();
				setNameless(mapping.name.length === 0);
				if (mapping.name.length > 0) onRun(mapping);
			}}
		>
			<h2>{words('import_mapping')}</h2>
			<p class="quiet">{readWords(preview, words)}</p>
			<div class="mapping">
				{preview.columns.map((column, index) => (
					<ColumnField
						key={column}
						id={`column-${index}`}
						column={column}
						field={fieldOf(column, mapping)}
						onField={(field) => setMapping(assign(column, field, mapping))}
					/>
				))}
			</div>
			<TemplateField
				template={mapping.recordUrlTemplate ?? ''}
				onTemplate={(text) => setMapping({ ...mapping, recordUrlTemplate: text || undefined })}
			/>
			<h3>{words('import_preview')}</h3>
			<SampleTable preview={preview} />
			{isNameless && <Notice tone="warn" title={words('import_needs_name')} />}
			<div class="row">
				<button type="submit" class="button primary">
					{words.counted('import_run_named', preview.rowCount)}
				</button>
				<button type="button" class="button" onClick={onCancel}>
					{words('cancel')}
				</button>
			</div>
		</form>
	);
}

function readWords({ encoding, delimiter, rowCount }: ImportPreview, words: Words): string {
	const known = delimiters[delimiter];
	return words.counted('import_read', rowCount, {
		encoding,
		delimiter: known ? words(known) : delimiter,
	});
}

interface ColumnProps {
	id: string;
	column: string;
	field?: Field;
	onField(field: Field | undefined): void;
}

function ColumnField({ id, column, field, onField }: ColumnProps) {
	const words = useWords();
	return (
		<div class="field">
			<label for={id}>
				<bdi>{displayText(column)}</bdi>
			</label>
			<select
				id={id}
				value={field ?? ''}
				onChange={(event) => {
					const { value } = event.currentTarget;
					onField(fields.find((known) => known === value));
				}}
			>
				<option value="">{words('import_skip')}</option>
				{fields.map((known) => (
					<option key={known} value={known}>
						{words(`import_field_${known}`)}
					</option>
				))}
			</select>
		</div>
	);
}

function TemplateField({ template, onTemplate }: { template: string; onTemplate(text: string): void }) {
	const words = useWords();
	return (
		<div class="field">
			<label for="import-template">{words('import_template')}</label>
			<input
				id="import-template"
				value={template}
				maxLength={2_000}
				spellcheck={false}
				onInput={(event) => onTemplate(event.currentTarget.value)}
			/>
			<p class="hint">{words('import_template_hint', { placeholder: '{id}' })}</p>
		</div>
	);
}

function SampleTable({ preview }: { preview: ImportPreview }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled with the arrow keys.
		<section class="scroll" tabIndex={0} aria-label={useWords()('import_preview')}>
			<table>
				<thead>
					<tr>
						{preview.columns.map((column) => (
							<th key={column} scope="col">
								<bdi>{displayText(column)}</bdi>
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{preview.sample.map((row, index) => (
						<tr key={`row ${index + 1}`}>
							{preview.columns.map((column) => (
								<td key={column}>
									<bdi>{displayText(row[column] ?? '')}</bdi>
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
