import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RingsideEvent, readEvent } from '../../lib/contract/event.ts';
import type { HookConnection, HookRequest, Parsed, Provider, Verdict } from './provider.ts';

/** A request as the vendor sends it, with what is to come of it. */
export interface Fixture {
	name: string;
	description: string;
	/** ms since 1970, UTC. */
	now: number;
	url: string;
	headers: Record<string, string>;
	secret: string;
	rawBody: string;
	expect: { outcome: string; reason?: string; events?: object[] };
}

/** Headers as the vendor would send them with this body. */
export type Sign = (
	body: string,
	secret: string,
	now: number,
	url: string,
) => Record<string, string> | Promise<Record<string, string>>;

export interface VendorHook {
	provider: Provider;
	/** The provider's folder. */
	folder: string;
	sign: Sign;
	signatureHeader: string;
}

export const now = Date.parse('2026-05-12T08:30:00.000Z');
export const secret = 'a secret of the tests';
export const url = 'https://ringside.example/hooks/vendor/hk_test';

export function readFixtures(folder: string): Fixture[] {
	return readdirSync(path.join(folder, 'fixtures')).map((file) => ({
		name: path.basename(file, '.json'),
		...JSON.parse(readFileSync(path.join(folder, 'fixtures', file), 'utf8')),
	}));
}

export function connectionOf(change: Partial<HookConnection> = {}): HookConnection {
	return { connectionId: 'con_test', secrets: { secret }, settings: {}, region: 'DE', ...change };
}

export function requestOf(change: Partial<HookRequest> & { text?: string }): HookRequest {
	const { text = '', ...rest } = change;
	return { method: 'POST', url, headers: {}, body: Buffer.from(text), receivedAt: now, ...rest };
}

function fixtureRequest(fixture: Fixture): HookRequest {
	const { url, headers, rawBody, now } = fixture;
	return requestOf({ url, headers, text: rawBody, receivedAt: now });
}

export type Result = Parsed | Extract<Verdict, { kind: 'refused' }>;

/** As intake does: nothing is read before it is believed. */
export async function receive(
	provider: Provider,
	request: HookRequest,
	connection: HookConnection = connectionOf(),
): Promise<Result> {
	const verdict = await provider.verify(request, connection);
	return verdict.kind === 'refused' ? verdict : provider.parse(request, connection);
}

export function eventsOf(result: Result): RingsideEvent[] {
	return result.kind === 'events' ? result.events : [];
}

/** What is wrong with events that the contract would not take. */
function invalidEvents(result: Result): unknown[] {
	return eventsOf(result)
		.map((event) => readEvent(JSON.parse(JSON.stringify(event))))
		.filter((read) => read.kind !== 'event');
}

/** Every fixture gets the outcome it names, with events that the contract takes. */
export function describeFixtures({ provider, folder }: VendorHook): void {
	describe('a request as the vendor sends it', () => {
		test.each(readFixtures(folder))('$name: $description', async (fixture) => {
			const connection = connectionOf({ secrets: { secret: fixture.secret } });
			const result = await receive(provider, fixtureRequest(fixture), connection);
			expect(result).toMatchObject({
				kind: fixture.expect.outcome,
				...(fixture.expect.reason && { reason: fixture.expect.reason }),
				...(fixture.expect.events && { events: fixture.expect.events }),
			});
			expect(invalidEvents(result)).toEqual([]);
			expect(await receive(provider, fixtureRequest(fixture), connection)).toEqual(result);
		});
	});
}

const anyHeader = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1'));

/** What every signed hook must withstand. */
export function describeThreats({ provider, folder, sign, signatureHeader }: VendorHook): void {
	const believed = readFixtures(folder).filter((fixture) => fixture.expect.outcome === 'events');
	const [first] = believed;
	if (!first) throw new Error(`${folder} has no fixture that is believed`);
	const connection = connectionOf({ secrets: { secret: first.secret } });
	const request = fixtureRequest(first);
	const refusal = (change: Partial<HookRequest>, at = connection) =>
		receive(provider, { ...request, ...change }, at);

	describe('a forged or altered request changes nothing', () => {
		test('any one byte of the body changed is refused', async () => {
			for (let at = 0; at < request.body.byteLength; at += 1) {
				const body = Uint8Array.from(request.body);
				body[at] = (body[at] ?? 0) ^ 1;
				expect(await refusal({ body })).toMatchObject({ kind: 'refused' });
			}
		});

		test('a truncated or lengthened body is refused', async () => {
			const { body } = request;
			expect(await refusal({ body: body.subarray(0, -1) })).toMatchObject({ kind: 'refused' });
			expect(await refusal({ body: Buffer.concat([body, Buffer.from('x')]) })).toMatchObject({
				kind: 'refused',
			});
		});

		test('any one character of the signature changed is refused', async () => {
			const header = request.headers[signatureHeader] ?? '';
			for (let at = 0; at < header.length; at += 1) {
				const changed = header.slice(0, at) + (header[at] === 'a' ? 'b' : 'a') + header.slice(at + 1);
				const headers = { ...request.headers, [signatureHeader]: changed };
				expect(await refusal({ headers }), `character ${at}`).toMatchObject({ kind: 'refused' });
			}
		});

		test('a signature left out is refused as missing', async () => {
			const { [signatureHeader]: _, ...headers } = request.headers;
			expect(await refusal({ headers })).toEqual({ kind: 'refused', reason: 'signature-missing' });
		});

		test('the secret of another workspace is refused', async () => {
			expect(await refusal({}, connectionOf({ secrets: { secret: 'theirs' } }))).toEqual({
				kind: 'refused',
				reason: 'signature-mismatch',
			});
		});

		test.each<Record<string, string>>([{}, { secret: '' }, { secret: '  ' }])(
			'with the secrets %j nothing is believed',
			async (secrets) => {
				const blank = await sign(first.rawBody, secrets.secret ?? '', first.now, first.url);
				for (const headers of [request.headers, { ...request.headers, ...blank }]) {
					expect(await refusal({ headers }, connectionOf({ secrets }))).toEqual({
						kind: 'refused',
						reason: 'no-secret-configured',
					});
				}
			},
		);

		test('no header value makes it throw or believe', async () => {
			await fc.assert(
				fc.asyncProperty(anyHeader, async (value) => {
					const headers = { ...request.headers, [signatureHeader]: value };
					expect(await refusal({ headers })).toMatchObject({ kind: 'refused' });
				}),
			);
		});
	});
}

/** Bodies that only trip up who decodes before verifying: escapes, line ends, BOM, repeated keys, odd spacing. */
export const awkwardJson: fc.Arbitrary<string> = fc
	.record({
		value: fc.json({ maxDepth: 3 }),
		text: fc.string({ unit: 'grapheme' }),
		blank: fc.constantFrom('', ' ', '\t', '\r\n', '\n\n  '),
		start: fc.constantFrom('', '\ufeff'),
		end: fc.constantFrom('', '\n', '\r\n'),
	})
	.map(({ value, text, blank, start, end }) => {
		const escaped = JSON.stringify(text).replace(
			/[^\x20-\x7e]/g,
			(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
		);
		return `${start}{${blank}"a"${blank}:${blank}${value},${blank}"a":1.0,"n":12345678901234567890,"b":${escaped},"c":${JSON.stringify(text)}${blank}}${end}`;
	});

/** Runs of the fuzz; the seed is printed by fast-check when it fails. */
const runs = Number(process.env.FUZZ_RUNS ?? 300);

const anyText = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('utf8'));

/** Mutated requests, rightly signed and not: never a throw, never an event that the contract would not take. */
export function describeFuzz(
	{ provider, folder, sign }: VendorHook,
	mutate: (body: string) => fc.Arbitrary<string>,
): void {
	const fixtures = readFixtures(folder).filter((fixture) => fixture.expect.outcome !== 'refused');
	const mutated = fc
		.constantFrom(...fixtures)
		.chain((fixture) => fc.oneof(mutate(fixture.rawBody), anyText).map((text) => ({ fixture, text })));

	describe('whatever is sent', () => {
		test('never a throw, and every event is one that the contract takes', async () => {
			await fc.assert(
				fc.asyncProperty(mutated, async ({ fixture, text }) => {
					const headers = { ...fixture.headers, ...(await sign(text, secret, now, fixture.url)) };
					const result = await receive(provider, requestOf({ url: fixture.url, headers, text }));
					expect(invalidEvents(result)).toEqual([]);
				}),
				{ numRuns: runs },
			);
		});

		test('never an event from a request that was not verified', async () => {
			await fc.assert(
				fc.asyncProperty(mutated, fc.uint8Array(), async ({ fixture, text }, noise) => {
					const headers = { ...fixture.headers, ...(await sign(text, 'theirs', now, fixture.url)) };
					const request = requestOf({ url: fixture.url, headers, text });
					expect((await receive(provider, request)).kind).toBe('refused');
					expect((await receive(provider, { ...request, body: noise })).kind).toBe('refused');
				}),
				{ numRuns: runs },
			);
		});
	});
}

const absurd: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(
		null,
		'',
		-1,
		1e30,
		Number.MAX_SAFE_INTEGER,
		true,
		[],
		{},
		'x'.repeat(20_001),
		'\u0000',
		'__proto__',
	),
	fc.anything({ maxDepth: 2 }),
);

/** The same JSON with one value, at any depth, replaced or removed. */
export function mutateJson(body: string): fc.Arbitrary<string> {
	const paths = pathsOf(JSON.parse(body), []);
	return fc.tuple(fc.constantFrom(...paths), absurd, fc.boolean()).map(([at, value, remove]) => {
		const copy = JSON.parse(body);
		let place = copy;
		for (const key of at.slice(0, -1)) place = place[key];
		const last = at.at(-1) ?? '';
		if (remove) delete place[last];
		else place[last] = value;
		return JSON.stringify(copy, (_, part) => (typeof part === 'bigint' ? Number(part) : part));
	});
}

function pathsOf(value: unknown, at: string[]): string[][] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, part]) => [[...at, key], ...pathsOf(part, [...at, key])]);
}
