import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEvent } from '../../lib/contract/event.ts';
import type { Provider } from '../../server/providers/provider.ts';
import { loadProviders } from '../../server/providers/registry.ts';
import { GmailSimulator } from '../support/vendors/gmail.ts';
import { type Example, fixturesOf } from './examples.testkit.ts';
import { type HookWorld, openHookWorld, type Sent } from './hook-world.testkit.ts';
import { absurdValues, pathsOf, withValue } from './mutations.testkit.ts';
import { type Came, deliver } from './replay.testkit.ts';
import { signAgain } from './signers.testkit.ts';

/** Tried in every field; of the others some, in turn. The long setting tries all in each. */
const always = absurdValues.filter(([name]) => ['null', 'an empty object', 'a long text'].includes(name));
const isLong = process.env.RINGSIDE_LONG === '1';
const DAY = 24 * 60 * 60 * 1_000;
const providers = (await loadProviders()).all().map((provider) => [provider.id, provider] as const);
// Has a key of the same name as Google's, and is not Google.
const stranger = new GmailSimulator();
let world: HookWorld;
beforeAll(async () => {
	await stranger.addKey('key-1');
	world = await openHookWorld();
}, 60_000);
afterAll(() => world.stop());

/** What a vendor's signature says of its time; of the others a repeat is known by the event's id alone. */
const signsTime: Record<string, boolean> = {
	calcom: false,
	cloudtalk: false,
	elevenlabs: true,
	generic: true,
	gmail: true,
	retell: true,
	ringcentral: false,
	stripe: true,
	twilio: false,
	webex: false,
};

/** Where a vendor names the kind of its event. Gmail has but one kind. */
const namesKind: Record<string, string | undefined> = {
	calcom: 'triggerEvent',
	cloudtalk: 'event',
	elevenlabs: 'type',
	// Its good example is a list of two.
	generic: '0.state',
	gmail: undefined,
	retell: 'event',
	ringcentral: 'event',
	stripe: 'type',
	twilio: 'CallStatus',
	webex: 'resource',
};

/** The first of its fixtures that is taken. */
function goodOne(provider: Provider): Example {
	const good = fixturesOf(provider).find(({ expect }) => /^(events|accepted)$/.test(expect.outcome));
	if (!good) throw new Error(`server/providers/${provider.id}/fixtures has none that is taken`);
	return good;
}

interface Attempt {
	/** Of the connection; those of the example without it. */
	secrets?: Record<string, string>;
	settings?: Record<string, string>;
	/** The example's without it. */
	signedWith?: string;
	google?: GmailSimulator;
	change?(sent: Sent): Partial<Sent>;
	arrivesAfterMs?: number;
}

/** The provider's good example, sent to a connection of its own with one thing wrong. */
async function attempt(provider: Provider, wrong: Attempt): Promise<Came> {
	const { secret, body, headers, settings, now } = goodOne(provider);
	const connection = await world.connect({
		provider,
		secrets: wrong.secrets ?? { secret },
		settings: wrong.settings ?? settings,
	});
	const sent = { url: world.addressOf(connection), body, headers, now };
	const signing = { secret: wrong.signedWith ?? secret, google: wrong.google ?? world.google };
	const signed = await signAgain(provider.id, { ...sent, ...wrong.change?.(sent) }, signing);
	const late = { ...signed, now: now + (wrong.arrivesAfterMs ?? 0) };
	return deliver(late, connection, world);
}

const withBody = (body: Uint8Array) => ({ change: () => ({ body }) });
const isForm = ({ headers }: Example) => /form/.test(headers['content-type'] ?? '');

/** Its body as pairs of a place and what it would be with another value there. */
function fieldsOf(example: Example): [place: string, change: (value: unknown) => Uint8Array][] {
	const text = Buffer.from(example.body).toString();
	if (isForm(example)) {
		return [...new URLSearchParams(text).keys()].map((name) => [
			name,
			(value) => {
				const parameters = new URLSearchParams(text);
				parameters.delete(name);
				if (value !== undefined) parameters.set(name, String(value));
				return Buffer.from(parameters.toString());
			},
		]);
	}
	const json: unknown = JSON.parse(text);
	return pathsOf(json).map((path) => [path.join('.'), (value) => withValue(json, path, value)]);
}

/** Acknowledged, or told to be wrong; and what was made of it holds to the contract. */
function expectTaken({ status, events, outcome, reason = '' }: Came, what: string): void {
	const isAnswered = (status >= 200 && status < 300) || (status === 422 && outcome === 'malformed');
	const broken = events.filter((event) => readEvent(event).kind !== 'event');
	expect([what, status, isAnswered, broken]).toEqual([what, status, true, []]);
	expect(reason, what).not.toMatch('our parser failed');
}

describe.each(providers)('%s', (id, provider) => {
	test('as it should be, it is taken', async () => {
		expect(await attempt(provider, {})).toMatchObject({ outcome: 'accepted' });
	});

	test('signed with a secret that differs in its last letter, or by a stranger, it is refused', async () => {
		const { secret } = goodOne(provider);
		const signedWith = id === 'gmail' ? secret : `${secret.slice(0, -2)}AA`.replace(/AA$/, 'BA');
		const came = await attempt(provider, { signedWith, google: stranger });
		expect(came).toMatchObject({ status: 401, outcome: 'refused', reason: 'signature-mismatch', events: [] });
	});

	test('without anything to check it by, it is refused', async () => {
		const empty: Record<string, string>[] = [{}, { secret: '' }];
		for (const secrets of empty) {
			const came = await attempt(provider, { secrets, settings: {} });
			expect(came).toMatchObject({ status: 401, reason: 'no-secret-configured', events: [], jobs: 0 });
		}
	});

	test('a day after it was signed it is refused, where the vendor signs a time', async () => {
		const came = await attempt(provider, { arrivesAfterMs: DAY });
		const late = { status: 401, reason: 'timestamp-out-of-range', events: [], jobs: 0 };
		expect(came).toMatchObject(signsTime[id] ? late : { outcome: 'accepted' });
		expect(signsTime, `say whether ${id} signs a time`).toHaveProperty(id);
	});

	test('of a kind that nobody knows, it is kept and makes nothing', async () => {
		expect(namesKind, `say where ${id} names the kind of its event`).toHaveProperty(id);
		const field = fieldsOf(goodOne(provider)).find(([place]) => place === namesKind[id]);
		if (!field) return expect(namesKind[id]).toBeUndefined();
		const came = await attempt(provider, withBody(field[1]('of.a.later.version')));
		expectTaken(came, id);
		expect(['unsupported', 'malformed', 'ignored']).toContain(came.outcome);
		expect([came.events, came.jobs]).toEqual([[], 0]);
	});

	test('with any one field left out, it is kept and breaks nothing', async () => {
		for (const [place, change] of fieldsOf(goodOne(provider))) {
			expectTaken(await attempt(provider, withBody(change(undefined))), `without ${place}`);
		}
	});

	test('with something absurd in any one field, it is kept and breaks nothing', async () => {
		for (const [index, [place, change]] of fieldsOf(goodOne(provider)).entries()) {
			const inTurn = absurdValues.filter((_, at) => (at + index) % 10 === 0);
			for (const [name, value] of isLong ? absurdValues : [...always, ...inTurn]) {
				expectTaken(await attempt(provider, withBody(change(value))), `${place} is ${name}`);
			}
		}
	});
});

test('no code of ours failed meanwhile', () => {
	expect(world.log()).not.toMatch(/"level":(50|60)/);
});
