import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const templates = path.join(import.meta.dirname, 'scaffold');

export type Scaffolded =
	| { kind: 'made'; files: string[] }
	| { kind: 'bad-name' }
	| { kind: 'exists'; file: string };

/**
 * Writes the template `what` for `name` (lower-case letters and digits) below `target`.
 * A file is called after its template, `name` in it stands for the new name. Overwrites nothing.
 */
export function scaffold(what: 'provider' | 'crm', name: string, target: string): Scaffolded {
	if (!/^[a-z][a-z0-9]{1,30}$/.test(name)) return { kind: 'bad-name' };
	const from = path.join(templates, what);
	const planned = readdirSync(from, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.tmpl'))
		.map((file) => ({
			from: path.join(from, file),
			to: path.join(target, file.replace(/\.tmpl$/, '').replaceAll('__NAME__', name)),
		}));
	const taken = planned.find((file) => existsSync(file.to));
	if (taken) return { kind: 'exists', file: taken.to };
	for (const file of planned) {
		mkdirSync(path.dirname(file.to), { recursive: true });
		writeFileSync(file.to, fill(readFileSync(file.from, 'utf8'), name));
	}
	return { kind: 'made', files: planned.map((file) => file.to) };
}

function fill(text: string, name: string): string {
	const capitalised = name.charAt(0).toUpperCase() + name.slice(1);
	return text
		.replaceAll('__NAME__', name)
		.replaceAll('__LABEL__', capitalised)
		.replaceAll('__TYPE__', capitalised);
}

/** Tells a person what was made and what to do next; sets the exit code. */
export function tellScaffolded(result: Scaffolded, usage: string, next: string): void {
	if (result.kind === 'made') {
		console.log(result.files.map((file) => `made ${path.relative(process.cwd(), file)}`).join('\n'));
		console.log(next);
		return;
	}
	console.error(
		result.kind === 'bad-name'
			? `Usage: ${usage}\nThe name is lower-case letters and digits, e.g. aircall.`
			: `${result.file} is already there; nothing was written.`,
	);
	process.exitCode = 1;
}
