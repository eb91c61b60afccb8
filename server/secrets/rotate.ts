import type { Store } from '../store/ports.ts';
import type { SealingKeys } from './key.ts';
import { open, seal } from './sealing.ts';

export interface Rotated {
	/** Sealed with the first key now, and with another one before. */
	resealed: number;
	/** Sealed with a key that is not at hand, or damaged: left as they are. */
	unreadable: number;
}

const PAGE = 200;

/** Seals all that is in the database with the first key, so that the others can be thrown away. */
export async function rotateKeys(
	{ setup }: { setup: Pick<Store['setup'], 'reseal'> },
	keys: SealingKeys,
): Promise<Rotated> {
	const [first] = keys;
	let resealed = 0;
	for (;;) {
		let unreadable = 0;
		const count = await setup.reseal((sealed) => {
			const opened = open(sealed, keys);
			if (opened.kind !== 'opened') unreadable += 1;
			return opened.kind === 'opened' && !sealed.startsWith(`v1.${first.id}.`)
				? seal(opened.plain, first)
				: undefined;
		}, PAGE);
		resealed += count;
		// What a server stored meanwhile with the key before comes in another round.
		if (count === 0) return { resealed, unreadable };
	}
}
