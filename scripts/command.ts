import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** The repository's own Node and tools come first, whatever the machine has. */
export function toolEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
	const bin = path.join(root, 'node_modules', '.bin');
	return { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`, ...extra };
}

export interface CommandResult {
	/** Exit code; 127 when the program is not there. */
	code: number;
	/** Standard output and error, in the order they came. */
	output: string;
	/** Standard output alone. */
	stdout: string;
}

interface CommandOptions {
	env?: Record<string, string>;
	cwd?: string;
	/** Shows the output while it comes instead of collecting it. */
	show?: boolean;
}

/** Runs a program to its end. Never throws: a program that is missing is exit code 127. */
export function runCommand(
	program: string,
	args: readonly string[],
	options: CommandOptions = {},
): Promise<CommandResult> {
	return new Promise((resolve) => {
		const child = spawn(program, args, {
			cwd: options.cwd ?? root,
			env: toolEnvironment(options.env),
			stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
		});
		const chunks: Buffer[] = [];
		const said: Buffer[] = [];
		child.stdout?.on('data', (chunk: Buffer) => {
			chunks.push(chunk);
			said.push(chunk);
		});
		child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
		child.on('error', (error) => resolve({ code: 127, output: error.message, stdout: '' }));
		child.on('close', (code) =>
			resolve({
				code: code ?? 1,
				output: Buffer.concat(chunks).toString(),
				stdout: Buffer.concat(said).toString(),
			}),
		);
	});
}
