import type { Setup } from '../ports.ts';
import {
	type SealedPlace,
	type SealedQueries,
	type SealedTable,
	sealedTables,
} from '../queries/setup-sealed.ts';
import type { Remote } from './remote.ts';

/** The set-up port over a remote engine; keys stay on this side of it. */
export function createSetup(remote: Remote): Setup {
	const { sealedPage, replaceSealed, ...setup } = remote.port('setup');
	return {
		...setup,
		reseal: async (reseal, limit) => {
			let count = 0;
			for (const table of sealedTables) {
				count += await resealTable(table, { sealedPage, replaceSealed }, reseal, limit);
			}
			return count;
		},
	};
}

async function resealTable(
	table: SealedTable,
	{ sealedPage, replaceSealed }: SealedQueries,
	reseal: (sealed: string) => string | undefined,
	limit: number,
): Promise<number> {
	let count = 0;
	let after: SealedPlace | undefined;
	for (;;) {
		const found = await sealedPage(table, after, limit);
		for (const { workspaceId, id, sealed } of found) {
			after = { workspaceId, id };
			const anew = reseal(sealed);
			if (anew !== undefined && (await replaceSealed(table, after, sealed, anew))) count += 1;
		}
		if (found.length < limit) return count;
	}
}
