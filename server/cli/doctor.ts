import type { Command } from 'commander';
import { examineFromHere, type Told } from '../doctor/examine-from-here.ts';
import { onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

const BROKEN = 1;
const marks = { ok: '✓', attention: '!', broken: '✗', unknown: '?' } as const;

/** `send` asks the running server. */
export function doctorCommand(program: Command, send: typeof fetch): void {
	onInstallation(
		program.command('doctor').description('find what is wrong; ends with 1 when something is broken'),
		async (installation: Installation): Promise<Result> => {
			const checks = await examineFromHere(installation, send);
			if (checks.some(({ state }) => state === 'broken')) process.exitCode = BROKEN;
			return { kind: 'done', json: { checks }, lines: checks.map(line) };
		},
	);
}

function line({ name, connection, state, found, mend }: Told): string {
	const of = connection ? `${connection.provider} “${connection.name}”, ` : '';
	return `${marks[state]} ${of}${name}: ${found}${mend ? `\n    ${mend}` : ''}`;
}
