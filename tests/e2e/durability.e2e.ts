import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { CallsPage } from '../../lib/contract/api.ts';
import { startWorld, type World } from '../support/world.ts';

const kills = Number(process.env.KILLS ?? 8);
const senders = 8;

/** What became of each webhook that was sent: acknowledged, or nobody knows. */
interface Ledger {
	acknowledged: Set<string>;
	unknown: Set<string>;
}

async function sendUntilKilled(
	world: World,
	round: number,
	ledger: Ledger,
	isOver: () => boolean,
): Promise<void> {
	for (let index = 0; !isOver(); index += 1) {
		// Each call has its own number, so that it can be told from the others in the log.
		const number = `+4930231${String(round).padStart(2, '0')}${String(index).padStart(4, '0')}`;
		const status = await world
			.call({ from: number, scenario: 'ring' })
			.next()
			.catch(() => 0);
		(status >= 200 && status < 300 ? ledger.acknowledged : ledger.unknown).add(number);
	}
}

/** Every number in the server's log, as often as it is there. */
async function storedNumbers(world: World): Promise<string[]> {
	const numbers: string[] = [];
	let next: string | undefined;
	do {
		const address = new URL('/v1/calls', world.server.origin);
		if (next) address.searchParams.set('before', next);
		const response = await fetch(address, { headers: { authorization: `Bearer ${world.token}` } });
		const page = CallsPage.parse(await response.json());
		numbers.push(...page.calls.flatMap((call) => call.views.map((view) => view.data.remote.e164 ?? '')));
		next = z.string().optional().parse(page.next);
	} while (next);
	return numbers;
}

test('what was acknowledged is in the log exactly once, however often the server is killed', async () => {
	test.setTimeout(180_000);
	const world = await startWorld();
	const ledger: Ledger = { acknowledged: new Set(), unknown: new Set() };
	for (let round = 0; round < kills; round += 1) {
		let over = false;
		const sending = Array.from({ length: senders }, (_, lane) =>
			sendUntilKilled(world, round * senders + lane, ledger, () => over),
		);
		await new Promise((resolve) => setTimeout(resolve, 100 + round * 37));
		await world.server.kill();
		over = true;
		await Promise.all(sending);
		await world.restart();
	}
	const stored = await storedNumbers(world);
	const times = new Map<string, number>();
	for (const number of stored) times.set(number, (times.get(number) ?? 0) + 1);
	expect(ledger.acknowledged.size).toBeGreaterThan(kills * 5);
	expect([...ledger.acknowledged].filter((number) => times.get(number) !== 1)).toEqual([]);
	expect([...ledger.unknown].filter((number) => (times.get(number) ?? 0) > 1)).toEqual([]);
	await world.close();
});
