import { readEvent } from '../../lib/contract/event.ts';
import type { StoredEvent } from '../../server/store/ports.ts';
import { chances } from '../support/chances.ts';
import { GmailSimulator } from '../support/vendors/gmail.ts';
import type { Example } from './examples.testkit.ts';
import type { HookWorld, Sent } from './hook-world.testkit.ts';
import { type Mutant, mutate } from './mutations.testkit.ts';
import { eventsAfter } from './replay.testkit.ts';
import { signAgain } from './signers.testkit.ts';

export interface Case {
	/** Of this case alone: it is made again from it. */
	seed: number;
	provider: string;
	/** Rightly signed; all others must change nothing. */
	isSigned: boolean;
	how: string;
	connectionId: string;
	sent: Sent;
}

export interface Findings {
	faults: string[];
	events: StoredEvent[];
	statuses: Map<number, number>;
}

const NOW = Date.parse('2026-04-14T09:00:00.000Z');
const SECRET = 'whsec_c2VjcmV0LW9mLXRoZS1mdXp6LTMyLWJ5dGVzLWxvbmc=';
const OTHER_SECRET = 'whsec_YW5vdGhlci1zZWNyZXQtb2YtdGhlLWZ1enotMzItYnl0ZXM=';
const contentTypes = [
	'text/plain',
	'application/xml',
	'application/json; charset=utf-16',
	'multipart/form-data',
];

/** Makes cases of these examples and sends them, each to an address of its own. */
export async function createFuzz(examples: Example[], world: HookWorld) {
	// Has a key of the same name as Google's, and is not Google.
	const stranger = new GmailSimulator();
	await stranger.addKey('key-1');

	// Each provider as often as any other, however many examples there are of it.
	const byProvider = [...Map.groupBy(examples, ({ provider }) => provider.id).values()];

	async function caseOf(seed: number): Promise<Case> {
		const chance = chances(seed);
		const own = byProvider[Math.floor(chance() * byProvider.length)] ?? [];
		const example = own[Math.floor(chance() * own.length)];
		if (!example) throw new Error('There are no examples');
		const { provider } = example;
		const mutant = mutate(example.body, chance);
		const hookKey = `fuzz-${seed}`;
		const connection = world.pretend({
			provider,
			secrets: { secret: SECRET },
			settings: example.settings,
			hookKey,
		});
		const url = `${world.addressOf(connection)}${inquiryOf(example, chance)}`;
		const sent = { url, now: NOW, body: mutant.body, headers: headersOf(example, mutant, chance) };
		const isSigned = chance() < 0.5;
		const signing = { secret: SECRET, google: world.google };
		const { sent: ready, how } = isSigned
			? { sent: await signAgain(provider.id, sent, signing), how: 'signed' }
			: await unbelievable(provider.id, sent, chance);
		const words = `${example.name}: ${mutant.how}; ${how}`;
		const { connectionId } = connection;
		return { seed, provider: provider.id, isSigned, how: words, connectionId, sent: ready };
	}

	/** No signature, or one that is not the vendor's. */
	async function unbelievable(provider: string, sent: Sent, chance: () => number) {
		const bare = { 'content-type': sent.headers['content-type'] ?? '' };
		const wrong = { secret: OTHER_SECRET, google: stranger };
		const forged = await signAgain(provider, sent, wrong);
		const choice = chance();
		if (choice < 0.3) return { sent: { ...sent, headers: bare }, how: 'not signed' };
		if (choice < 0.7) return { sent: forged, how: 'signed with another secret' };
		const garbled = Object.entries(forged.headers).map(([name, value]) =>
			name === 'content-type' ? [name, value] : [name, garble(value, chance)],
		);
		return { sent: { ...forged, headers: Object.fromEntries(garbled) }, how: 'with garbled headers' };
	}

	async function run(cases: Case[]): Promise<Findings> {
		const { headSeq } = await world.store.events.bounds(world.workspaceId);
		const saidBefore = world.log().length;
		const statuses = await Promise.all(cases.map(async ({ sent }) => (await world.post(sent)).statusCode));
		const events = await eventsAfter(headSeq, world.workspaceId, world);
		const byConnection = Map.groupBy(events, (event) => event.connectionId);
		const faults = cases.flatMap((one, index) => {
			const status = statuses[index] ?? 0;
			const found = faultsOf(one, status, byConnection.get(one.connectionId) ?? []);
			return found.map((fault) => `${fault} (${one.provider} SEED=${one.seed} CASES=1, ${one.how})`);
		});
		const said = world.log().slice(saidBefore);
		const failed = /^.*"level":[56]0.*$/m.exec(said)?.[0];
		if (failed) faults.push(`our own code failed: ${failed}`);
		return { faults, events, statuses: countOf(statuses) };
	}

	return { caseOf, run };
}

function faultsOf({ isSigned }: Case, status: number, events: StoredEvent[]): string[] {
	const broken = events.filter(({ json }) => readEvent(JSON.parse(json)).kind !== 'event');
	return [
		...(status >= 500 ? [`status ${status}`] : []),
		...(!isSigned && events.length > 0 ? [`${events.length} events of a stranger`] : []),
		...(!isSigned && status !== 401 && status !== 413 ? [`a stranger is answered ${status}`] : []),
		...(isSigned && status === 401 ? ['refused, though rightly signed'] : []),
		...broken.map(({ type }) => `${type} is against the contract`),
	];
}

/** Some are asked at the address of an inquiry. */
function inquiryOf({ provider }: Example, chance: () => number): string {
	const [name] = Object.keys(provider.inquiries ?? {});
	return name && chance() < 0.3 ? `/${name}` : '';
}

/** The probe of an address is answered before anything is believed, so it is left out. */
function headersOf({ headers }: Example, { contentType }: Mutant, chance: () => number) {
	const { 'validation-token': _, ...others } = headers;
	const odd = contentTypes[Math.floor(chance() * 40)];
	const type = contentType ?? odd;
	return type ? { ...others, 'content-type': type } : others;
}

/** Stays within what HTTP lets a header hold. */
function garble(value: string, chance: () => number): string {
	const characters = [...value].map((character) =>
		chance() < 0.2 ? String.fromCharCode(0x21 + Math.floor(chance() * 0x5e)) : character,
	);
	return characters.slice(0, Math.ceil(chance() * characters.length) + 1).join('');
}

function countOf(statuses: number[]): Map<number, number> {
	return new Map([...Map.groupBy(statuses, (status) => status)].map(([status, all]) => [status, all.length]));
}
