import { toInstant } from '../../server/clock.ts';
import { type Cast, gatherCast } from './cast.testkit.ts';
import { DAY, HOUR, MINUTE, type SimulatedTime, simulateTime } from './simulated-time.testkit.ts';
import type { Seen } from './timeline.testkit.ts';

const START = Date.parse('2026-01-05T06:00:00.000Z');
export const DAYS = 92;
/** So long nobody works, and what became due is done late: harder than life, and a quarter takes seconds. */
const STRIDE = 12 * HOUR;

/** How often a connection is looked after. */
export const ROUND = 10 * MINUTE;

/** ms since 1970 of a day and hour, both counted from the start. */
export const at = (day: number, hours = 0) => START + day * DAY + hours * HOUR;

export const happenings = {
	webhookSwitchedOff: at(20, 4.1),
	outage: at(30),
	outageEnds: at(31),
	revoked: at(40, 4.1),
	benSignsIn: at(41, 5),
	endInSight: at(45, 22),
	webhookBlacklisted: at(50, 4.1),
	annaSignsIn: at(52, 2),
};

interface Scene extends Cast {
	/** Accounts that nothing would be told of now. */
	lapsed(): string[];
	time: SimulatedTime;
	rows: Seen[];
	/**
	 * Somebody looks this often. Time goes on job by job; where she looks but every round or more seldom, round by round,
	 * for nothing that is looked for happens in between.
	 */
	watch(everyMs: number, times: number): Promise<void>;
	signInAgain(name: string): Promise<void>;
}

interface Happening {
	at: number;
	happens(scene: Scene): Promise<void>;
}

export type Quarter = Awaited<ReturnType<typeof liveQuarter>>;

/** Lives a quarter of a year at a listening server, and writes down what its API tells on the way. */
export async function liveQuarter() {
	const begun = performance.now();
	const time = simulateTime(START);
	const scene = sceneOf(time, await gatherCast(time));
	const lapses: string[] = [];
	await time.settle();
	for (const { at: due, happens } of script().sort((a, b) => a.at - b.at)) {
		while (time.clock.now() < due) {
			const next = Math.min(time.clock.now() + STRIDE, due);
			await time.leapTo(next, () => lapses.push(...scene.lapsed()));
		}
		await happens(scene);
	}
	const { world, rows, ids } = scene;
	const told = [...world.streams].map(([name, { frames }]) => ({ name, frames: [...frames] }));
	const log = world.t.log();
	await scene.close();
	const seconds = (performance.now() - begun) / 1_000;
	const figures = { days: (time.clock.now() - START) / DAY, seconds, jobs: time.jobsRun() };
	return { rows, lapses, told, ids, figures, hands: world.hands, requests: world.out.counts, log };
}

function sceneOf(time: SimulatedTime, cast: Cast): Scene {
	const rows: Seen[] = [];
	const look = async () => {
		const fresh = await cast.look();
		rows.push(...fresh);
		return fresh;
	};
	return {
		...cast,
		...{ time, rows, look },
		lapsed: () =>
			cast.accounts
				.filter(({ vendor, person }) => vendor.webhooksOf(person).every(({ isOn }) => !isOn))
				.map(({ name }) => `${name} ${toInstant(time.clock.now())}`),
		async watch(everyMs, times) {
			await look();
			for (let count = 0; count < times; count += 1) {
				await goOn(time, everyMs);
				await look();
			}
		},
		signInAgain: (name) => cast.world.signIn(cast.named(name), cast.ids.get(name)),
	};
}

async function goOn(time: SimulatedTime, byMs: number): Promise<void> {
	const end = time.clock.now() + byMs;
	if (byMs < ROUND) return time.runTo(end);
	while (time.clock.now() < end) {
		await time.leapTo(Math.min(time.clock.now() + ROUND, end), () => undefined);
	}
}

function script(): Happening[] {
	const { outage, endInSight, benSignsIn, annaSignsIn } = happenings;
	const days = Array.from({ length: DAYS }, (_, day) => [
		{ at: at(day, 3), happens: (scene: Scene) => ringAll(day, scene) },
		{ at: at(day, 15), happens: theEveningOf },
	]);
	return [
		...days.flat(),
		{ at: happenings.webhookSwitchedOff, happens: switchOff },
		{ at: outage, happens: breakDown },
		{ at: happenings.revoked, happens: revoke },
		{ at: benSignsIn, happens: ({ signInAgain }) => signInAgain('ben-webex') },
		// Shown at its own time, for it is counted in days before the end.
		{ at: endInSight, happens: ({ watch }) => watch(ROUND, 9) },
		{ at: happenings.webhookBlacklisted, happens: blacklist },
		{ at: annaSignsIn, happens: ({ signInAgain }) => signInAgain('anna-fixed') },
		{ at: at(DAYS), happens: async ({ look }) => void (await look()) },
	];
}

/** A call at each account, so that silence is none. */
async function ringAll(day: number, { accounts, time }: Scene): Promise<void> {
	for (const { name, vendor, person } of accounts) {
		const isDown = day === 30 && vendor.provider.id === 'ringcentral';
		if (!isDown) await vendor.ring(person, `${name}-${day}`);
	}
	await time.settle();
}

async function theEveningOf({ look, time, signInAgain }: Scene): Promise<void> {
	const fresh = await look();
	const cleos = fresh.find(({ account }) => account === 'cleo-gmail');
	if (cleos?.signIn !== 'needed') return;
	await signInAgain('cleo-gmail');
	await time.settle();
	await look();
}

async function switchOff({ webex, named, watch }: Scene): Promise<void> {
	const { id } = named('anna-webex').person;
	for (const one of webex.webhooks) if (one.createdBy === id) one.status = 'inactive';
	await watch(MINUTE, 20);
}

/** First it says that it is down, then nothing listens there. */
async function breakDown({ world, ringCentralOrigins, watch }: Scene): Promise<void> {
	world.out.breakDown(ringCentralOrigins, 'answers-503');
	await watch(HOUR, 12);
	world.out.breakDown(ringCentralOrigins, 'refuses-connections');
	await watch(HOUR, 12);
	world.out.mend();
	await watch(MINUTE, 30);
}

async function revoke({ webex, named, watch }: Scene): Promise<void> {
	webex.oauth.revokeAll(named('ben-webex').person.id);
	await watch(MINUTE, 15);
}

async function blacklist({ ringCentral, watch }: Scene): Promise<void> {
	for (const one of ringCentral.subscriptions) ringCentral.blacklist(one);
	await watch(MINUTE, 20);
}
