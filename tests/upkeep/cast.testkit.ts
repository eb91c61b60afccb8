import {
	type Account,
	openQuarterWorld,
	type QuarterWorld,
	type VendorInTime,
} from './quarter-world.testkit.ts';
import type { SimulatedTime } from './simulated-time.testkit.ts';
import { type Seen, seen } from './timeline.testkit.ts';
import { gmailInTime, ringCentralInTime, sixtyDaysInTime, webexInTime } from './vendors-in-time.testkit.ts';

export type Cast = Awaited<ReturnType<typeof gatherCast>>;

/** Two companies with their people, all signed in, and everything they have at vendors. */
export async function gatherCast(time: SimulatedTime) {
	const webex = await webexInTime(time.clock);
	const ringCentral = await ringCentralInTime(time.clock);
	const gmail = await gmailInTime(time.clock);
	const fixed = await sixtyDaysInTime(time.clock);
	const vendors = [webex.vendor, ringCentral.vendor, gmail.production, fixed];
	const world = await openQuarterWorld(time, vendors);
	const admin = await world.arrives('admin', 'admin');
	const anna = await world.arrives('anna', 'member');
	const ben = await world.arrives('ben', 'member');
	const other = await world.t.otherWorkspace();
	const cleo = await world.arrives('cleo', 'admin', other.workspaceId);
	await world.enterApps(admin, vendors);
	await world.enterApps(cleo, [gmail.testing]);
	const accounts = [
		account('anna-webex', webex.vendor, anna, '900000201'),
		account('anna-ringcentral', ringCentral.vendor, anna, '900000202'),
		account('anna-gmail', gmail.production, anna, '900000203'),
		account('anna-fixed', fixed, anna, '900000204'),
		account('ben-webex', webex.vendor, ben, '900000205'),
		account('cleo-gmail', gmail.testing, cleo, '900000206'),
	];
	const ids = await connectAll(accounts, world);
	const look = () => lookAt([admin, cleo], accounts, ids, { world, now: time.clock.now() });
	return {
		...{ world, accounts, ids, look, webex: webex.simulator, ringCentral: ringCentral.simulator },
		/** RingCentral, as `breakDown` calls it. */
		ringCentralOrigins: ringCentral.vendor.origins.map(([origin]) => origin),
		named: (name: string): Account => {
			const found = accounts.find((one) => one.name === name);
			if (!found) throw new Error(`Nobody has ${name}`);
			return found;
		},
		async close() {
			await world.close();
			for (const { stop } of vendors) stop();
		},
	};
}

function account(name: string, vendor: VendorInTime, member: Account['member'], id: string): Account {
	return { name, vendor, member, person: { id, label: `${name}@example.test` } };
}

/** Account → connection. */
async function connectAll(accounts: Account[], world: QuarterWorld): Promise<Map<string, string>> {
	const ids = new Map<string, string>();
	for (const one of accounts) {
		await world.signIn(one);
		const views = await world.connections(one.member);
		const mine = views.find(({ provider }) => provider === one.vendor.provider.id);
		if (mine) ids.set(one.name, mine.connectionId);
	}
	return ids;
}

/** What these people's browsers show at this moment. */
async function lookAt(
	members: Account['member'][],
	accounts: Account[],
	ids: Map<string, string>,
	{ world, now }: { world: QuarterWorld; now: number },
): Promise<Seen[]> {
	const rows: Seen[] = [];
	for (const member of members) {
		for (const view of await world.connections(member)) {
			const one = accounts.find(({ name }) => ids.get(name) === view.connectionId);
			if (one) rows.push(seen(now, one.name, view, one.vendor.webhooksOf(one.person)));
		}
	}
	return rows;
}
