import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/command.ts';

/** What one benchmark found. */
export interface Finding {
	/** Name on the command line, and of the section in RESULTS.md. */
	name: string;
	/** How it was taken, in one or two sentences. */
	method: string;
	columns: string[];
	rows: string[][];
	/** Aim and whether it was met, in words. */
	verdict: string;
}

const file = path.join(root, 'bench', 'RESULTS.md');
const machine = '2 cores, shared with other work; client, server and browser on the same machine';

const introduction = `# Results

Newest run of each benchmark (\`npm run bench -- ring|match|intake|fanout|recording|after-call|weight\`). Every baseline is measured in the
same run as what it is compared with.
`;

/** The finding as a Markdown section. */
export function sectionOf(finding: Finding, takenAt: string): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [
		`## ${finding.name}`,
		finding.method,
		'',
		line(finding.columns),
		line(finding.columns.map(() => '---')),
		...finding.rows.map(line),
		'',
		finding.verdict,
		'',
		`Taken ${takenAt}; ${machine}.`,
		'',
	].join('\n');
}

/** Replaces the section of the same name, or adds it; the others stay as they are. */
export function withSection(document: string, name: string, section: string): string {
	const [head = '', ...sections] = document.split(/^(?=## )/m);
	const others = sections.filter((text) => !text.startsWith(`## ${name}\n`));
	return [head, ...[...others, section].sort()]
		.map((text) => text.trimEnd())
		.join('\n\n')
		.concat('\n');
}

/** Prints the table and writes it into bench/RESULTS.md. */
export function report(finding: Finding): void {
	const section = sectionOf(finding, new Date().toISOString().slice(0, 10));
	console.log(`\n${section}`);
	const document = existsSync(file) ? readFileSync(file, 'utf8') : introduction;
	writeFileSync(file, withSection(document, finding.name, section));
}
