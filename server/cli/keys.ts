import type { Command } from 'commander';
import { rotateKeys } from '../secrets/rotate.ts';
import { onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

export function keyCommands(program: Command): void {
	const keys = program.command('keys').description('the keys that secrets are sealed with');
	onInstallation(
		keys
			.command('rotate')
			.description(
				'seal all secrets with the first key of RINGSIDE_KEY, so that the others are needed no more',
			),
		rotate,
	);
}

async function rotate({ store, keys }: Installation): Promise<Result> {
	const rotated = await rotateKeys(store, keys);
	const { resealed, unreadable } = rotated;
	return {
		kind: 'done',
		json: rotated,
		lines: [
			`${resealed} secrets are sealed with the first key now.`,
			unreadable > 0
				? `${unreadable} cannot be opened with any of the keys: keep the key that they were sealed with.`
				: 'Once every server runs with the first key, the others can be thrown away.',
		],
	};
}
