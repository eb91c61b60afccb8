import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { type Installation, openInstallation } from './installation.ts';

/** What a command came to: for scripts as JSON, for people as lines. */
export type Result =
	| { kind: 'done'; json: unknown; lines: string[] }
	/** Expected failure, in plain words. */
	| { kind: 'failed'; reason: string };

type Run<O> = (installation: Installation, options: O, ...args: string[]) => Promise<Result>;

const FAILED = 1;

/** A command on the data folder, with `--json`, that ends with its result printed. */
export function onInstallation<O extends object>(command: Command, run: Run<O>): void {
	command.option('--json', 'print JSON').action(async (...parts: unknown[]) => {
		const options = command.opts<O & { json?: boolean }>();
		// An optional argument that is not given comes as undefined.
		const given = parts.slice(0, command.registeredArguments.length).filter((part) => part !== undefined);
		const args = given.map(String);
		const json = options.json ?? false;
		const read = readConfig(process.env);
		if (read.kind === 'wrong') return print({ kind: 'failed', reason: read.reasons.join('\n') }, json);
		const opened = await openInstallation(read.config);
		if (opened.kind === 'refused') return print({ kind: 'failed', reason: opened.reason }, json);
		try {
			print(await run(opened.installation, options, ...args), json);
		} finally {
			await opened.installation.store.close();
		}
	});
}

function print(result: Result, json: boolean): void {
	if (result.kind === 'failed') {
		process.exitCode = FAILED;
		process.stderr.write(`${json ? JSON.stringify({ error: result.reason }) : result.reason}\n`);
		return;
	}
	process.stdout.write(`${json ? JSON.stringify(result.json, null, 2) : result.lines.join('\n')}\n`);
}

export function failed(reason: string): Result {
	return { kind: 'failed', reason };
}

/** Gathers a repeatable `key=value` option. */
export function keyValue(text: string, before: Record<string, string>): Record<string, string> {
	const [, key = text, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
	return { ...before, [key]: value };
}
