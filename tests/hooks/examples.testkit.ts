import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Provider } from '../../server/providers/provider.ts';
import { MAILBOX, PUSH_ACCOUNT } from '../support/vendors/gmail.ts';

const Json = z.record(z.string(), z.unknown());

/** The forms in which requests of vendors are kept, with what is to come of them. */
const ExampleFile = z.object({
	description: z.string(),
	headers: z.record(z.string(), z.string()),
	secret: z.string(),
	rawBody: z.string(),
	url: z.string().optional(),
	/** ms since 1970. */
	now: z.number().optional(),
	receivedAt: z.iso.datetime().optional(),
	/** Of the token that Google is to sign. */
	claims: Json.optional(),
	expect: z.object({
		outcome: z.enum(['events', 'accepted', 'ignored', 'unsupported', 'malformed', 'refused']),
		reason: z.string().optional(),
		events: z.array(Json).optional(),
		event: Json.optional(),
		types: z.array(z.string()).optional(),
		jobs: z.array(Json).optional(),
	}),
});

/** A request as the vendor sends it, with what is to come of it. */
export interface Example {
	provider: Provider;
	name: string;
	url: string;
	/** ms since 1970. */
	now: number;
	headers: Record<string, string>;
	body: Uint8Array;
	secret: string;
	settings: Record<string, string>;
	claims?: Record<string, unknown>;
	expect: z.infer<typeof ExampleFile>['expect'];
}

const NOW = Date.parse('2026-04-14T09:00:00.000Z');
/** Names the claims of a token in an example, and is not sent. */
const CLAIMS_HEADER = 'x-example-jwt-claims';

/** Settings without which a provider believes nobody. */
export const neededSettings: Record<string, Record<string, string>> = {
	gmail: { mailbox: MAILBOX, pushServiceAccount: PUSH_ACCOUNT },
};

/** Those of our own fixtures. */
export function fixturesOf(provider: Provider): Example[] {
	return readFolder(
		provider,
		path.join(import.meta.dirname, `../../server/providers/${provider.id}/fixtures`),
	);
}

/** Those of a folder with a sub-folder for each provider; none where it has no such. */
export function vendorExamplesOf(provider: Provider, folder: string): Example[] {
	const own = path.join(folder, provider.id);
	return existsSync(own) ? readFolder(provider, own) : [];
}

function readFolder(provider: Provider, folder: string): Example[] {
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	return files.sort().map((file) => readExample(provider, path.join(folder, file)));
}

function readExample(provider: Provider, file: string): Example {
	const given = ExampleFile.parse(JSON.parse(readFileSync(file, 'utf8')));
	const { [CLAIMS_HEADER]: said, ...headers } = given.headers;
	const now = given.now ?? (given.receivedAt ? Date.parse(given.receivedAt) : NOW);
	const claims = said === undefined ? given.claims : claimsOf(said, now);
	const audience = z.string().safeParse(claims?.aud).data;
	return {
		provider,
		name: path.basename(file, '.json'),
		url: given.url ?? audience ?? `https://ringside.example/hooks/${provider.id}/hk_example`,
		now,
		headers,
		body: Buffer.from(given.rawBody),
		secret: given.secret,
		settings: neededSettings[provider.id] ?? {},
		claims,
		expect: given.expect,
	};
}

/** `now-60` and the like stand for seconds. */
function claimsOf(said: string, now: number): Record<string, unknown> {
	const at = (value: unknown) => {
		const offset = typeof value === 'string' ? /^now([+-]\d+)$/.exec(value)?.[1] : undefined;
		return offset === undefined ? value : Math.floor(now / 1_000) + Number(offset);
	};
	const claims = Json.parse(JSON.parse(said));
	return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, at(value)]));
}
