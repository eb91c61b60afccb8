import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHarness } from '../../intake/harness.testkit.ts';
import type { HookConnection, Parsed, Verdict } from '../provider.ts';
import { type Fixture, mutateJson, readFixtures } from '../vendor-hook.testkit.ts';
import { aConnection, aPush, aRequest, HOOK, NOW, simulated } from './gmail.testkit.ts';
import gmail from './index.ts';

const { google, tools } = simulated();

type GmailFixture = Fixture & { claims: object; expect: { jobs?: object[] } };
const fixtures = readFixtures(import.meta.dirname) as GmailFixture[];

async function receive(
	body: Uint8Array,
	claims: object = {},
	connection: HookConnection = aConnection(),
): Promise<Parsed | Exclude<Verdict, { kind: 'verified' }>> {
	const request = aRequest(await google.token({ aud: HOOK, ...claims }, NOW), { body });
	const verdict = await gmail.verify(request, connection, tools());
	return verdict.kind === 'verified' ? gmail.parse(request, connection) : verdict;
}

describe('a push as Pub/Sub sends it', () => {
	test('there are fixtures of every outcome', () => {
		const outcomes = new Set(fixtures.map((fixture) => fixture.expect.outcome));
		expect([...outcomes].sort()).toEqual(['events', 'ignored', 'malformed', 'refused']);
		expect(path.basename(import.meta.dirname)).toBe(gmail.id);
	});

	test.each(fixtures)('$name: $description', async ({ now, claims, rawBody, expect: expected }) => {
		expect(now).toBe(NOW);
		const result = await receive(Buffer.from(rawBody), claims);
		const { outcome: kind, reason, jobs } = expected;
		expect(result).toMatchObject({ kind, ...(reason && { reason }), ...(jobs && { jobs, events: [] }) });
	});

	test('the same push asks for the same work, another history id for more', () => {
		const keysOf = (historyId: string) => {
			const body = aPush({ emailAddress: 'recruiter@example.test', historyId });
			const parsed = gmail.parse(aRequest(undefined, { body }), aConnection());
			return parsed.kind === 'events' ? parsed.jobs?.map(({ key }) => key) : [];
		};
		expect(keysOf('7')).toEqual(keysOf('7'));
		expect(keysOf('7')).not.toEqual(keysOf('8'));
	});

	test('of another provider’s shape is acknowledged and makes nothing', async () => {
		for (const body of ['{"type":"checkout.session.completed"}', '[]', 'null', 'a=b&c=d', '\u0000']) {
			expect((await receive(Buffer.from(body))).kind).toBe('malformed');
		}
	});
});

const runs = Number(process.env.FUZZ_RUNS ?? 300);

test('whatever is sent, nothing is thrown, and no event is made', async () => {
	const readable = fixtures.filter(({ rawBody }) => rawBody.startsWith('{'));
	const mutated = fc.constantFrom(...readable).chain(({ rawBody }) => mutateJson(rawBody));
	const noise = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('utf8'));
	const inner = fc.json().map((json) => Buffer.from(aPush(JSON.parse(json))).toString());
	await fc.assert(
		fc.property(fc.oneof(mutated, noise, inner), (text) => {
			const parsed = gmail.parse(aRequest(undefined, { body: Buffer.from(text) }), aConnection());
			expect(parsed.kind === 'events' ? parsed.events : []).toEqual([]);
		}),
		{ numRuns: runs },
	);
});

describe('through the intake', () => {
	async function post(token: string | undefined, body?: Uint8Array, publicKeys = tools().publicKeys) {
		const harness = createHarness({ providers: [gmail], secrets: {} });
		harness.connection.settings = aConnection().settings;
		harness.deps.verifyTools = { publicKeys };
		const request = aRequest(token, body && { body });
		const answer = await harness.post('gmail', request);
		return { answer, appended: harness.log.appended };
	}
	const token = () => google.token({ aud: HOOK }, NOW);

	test('a push is acknowledged once its work is stored, before any mail is read', async () => {
		const before = google.requests.filter((request) => !request.includes('certs')).length;
		const { answer, appended } = await post(await token());
		expect(answer).toEqual({ status: 204 });
		expect(appended).toMatchObject([
			{ delivery: { outcome: 'accepted' }, events: [], jobs: [{ kind: 'gmail.read-history' }] },
		]);
		expect(google.requests.filter((request) => !request.includes('certs'))).toHaveLength(before);
	});

	test('a body that cannot be read is acknowledged and kept: refused, it would come for a week', async () => {
		const { answer, appended } = await post(await token(), Buffer.from('hello'));
		expect(answer).toEqual({ status: 204 });
		expect(appended).toMatchObject([{ delivery: { outcome: 'malformed' }, jobs: [] }]);
	});

	test('a stranger is refused and asks for no work', async () => {
		const { answer, appended } = await post(await google.token({ aud: HOOK, email: 'a@b.example' }, NOW));
		expect(answer).toEqual({ status: 401 });
		expect(appended).toMatchObject([
			{ delivery: { outcome: 'refused', reason: 'sender-mismatch' }, jobs: [] },
		]);
	});

	test('the token is kept nowhere', async () => {
		const sent = await token();
		const { appended } = await post(sent);
		expect(JSON.stringify(appended.map(({ delivery }) => delivery?.headers))).not.toContain(
			sent.slice(0, 40),
		);
	});

	test('while Google’s keys cannot be had the push is asked for again, and nothing is kept', async () => {
		const away = { find: async () => ({ kind: 'unavailable' }) as const };
		const { answer, appended } = await post(await token(), undefined, away);
		expect(answer.status).toBe(503);
		expect(answer.headers).toMatchObject({ 'retry-after': expect.any(String) });
		expect(appended).toEqual([]);
	});
});
