import { spawn } from 'node:child_process';
import { runCommand } from '../../scripts/command.ts';

export interface VirtualScreen {
	/** To be handed on to programs as their environment. */
	env: { DISPLAY: string };
	/** Presses keys in whatever has the focus, e.g. `Tab`. */
	press(...keys: string[]): Promise<void>;
	close(): void;
}

/** A screen nobody sees, for prompts that a headless browser cannot show. */
export async function startVirtualScreen(xvfb: string, xdotool: string): Promise<VirtualScreen> {
	const child = spawn(xvfb, ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const display = await new Promise<string>((resolve, reject) => {
		child.stdout.once('data', (chunk: Buffer) => resolve(`:${chunk.toString().trim()}`));
		child.once('error', reject);
		child.once('exit', () => reject(new Error('Xvfb ended at once')));
	});
	const env = { DISPLAY: display };
	return {
		env,
		press: async (...keys) => {
			for (const key of keys) await runCommand(xdotool, ['key', key], { env });
		},
		close: () => child.kill(),
	};
}
