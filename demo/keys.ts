import { emitKeypressEvents } from 'node:readline';
import type { RunningChromium } from '../tests/support/chromium.ts';
import type { WebexCall } from '../tests/support/webex.ts';
import type { World } from '../tests/support/world.ts';
import { numbers } from './sample-crm/people.ts';

const help = `
  r  ring: a lead        2  ring: two people share the number
  u  ring: unknown       a  ring: number withheld
  n  next step of the last call (answered, then ended)
  q  quit`;

const callers: Record<string, { from?: string; name?: string; scenario?: string }> = {
	r: { from: numbers.mira, name: 'Mira Lindqvist' },
	2: { from: numbers.shared },
	u: { from: numbers.unknown },
	a: { scenario: 'anonymous' },
};

/** Rings again at the press of a key, until `q`, ctrl-c or the browser's last window. */
export async function listenToKeys(world: World, browser: RunningChromium): Promise<void> {
	console.log(help);
	let last: WebexCall | undefined;
	const press = async (key: string) => {
		const caller = callers[key];
		if (caller) last = world.call(caller);
		if (caller ?? key === 'n') {
			const status = await last?.next();
			if (status !== undefined) console.log(`webhook answered with ${status}`);
		}
	};
	emitKeypressEvents(process.stdin);
	if (process.stdin.isTTY) process.stdin.setRawMode(true);
	await new Promise<void>((resolve) => {
		browser.context.once('close', () => resolve());
		process.stdin.on('keypress', (_text: string, key: { name: string; ctrl: boolean }) => {
			if (key.name === 'q' || (key.ctrl && key.name === 'c')) resolve();
			else press(key.name).catch((error: Error) => console.log(error.message));
		});
	});
	process.stdin.pause();
}
