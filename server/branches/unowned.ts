import type { z } from 'zod';
import type { UnownedNumber } from '../../lib/contract/api.ts';
import { readEvent } from '../../lib/contract/event.ts';
import type { Directory, Store } from '../store/ports.ts';

/** How far back is looked: enough for a day of a large office. */
const NEWEST_EVENTS = 2_000;

/** Numbers to assign, the most recently called first. */
export async function unownedNumbers(
	store: Pick<Store, 'events'>,
	directory: Directory,
): Promise<z.infer<typeof UnownedNumber>[]> {
	const owned = new Set(directory.branches.flatMap((branch) => branch.numbers));
	const placed = new Set(
		directory.connections
			.filter((one) => one.ownerUserId ?? one.branchId ?? one.removedAt)
			.map((one) => one.connectionId),
	);
	const called = await store.events.localNumbers(directory.workspace.workspaceId, NEWEST_EVENTS);
	const unowned = called.filter((one) => !owned.has(one.localE164) && !placed.has(one.connectionId));
	const byNumber = Map.groupBy(unowned, (one) => one.localE164);
	return [...byNumber].flatMap(([e164, found]) => {
		const [latest] = found;
		const read = latest && readEvent(JSON.parse(latest.last.json));
		if (read?.kind !== 'event') return [];
		const callCount = found.reduce((sum, one) => sum + one.callCount, 0);
		return [{ e164, callCount, lastCalledAt: read.event.time }];
	});
}
