import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Fixture = z.object({
	description: z.string(),
	headers: z.record(z.string(), z.string()),
	secret: z.string(),
	rawBody: z.string(),
	expect: z.object({
		outcome: z.enum(['accepted', 'ignored', 'unsupported', 'malformed', 'refused']),
		reason: z.string().optional(),
		event: z
			.object({ id: z.string(), type: z.string(), time: z.string(), data: z.record(z.string(), z.unknown()) })
			.optional(),
	}),
});

export type Fixture = z.infer<typeof Fixture> & { name: string; body: Uint8Array };

const folder = path.join(import.meta.dirname, 'fixtures');

/** Requests as Webex sends them; signatures made once with `openssl dgst -sha1 -hmac` and stored. */
export const fixtures: Fixture[] = readdirSync(folder).map((file) => {
	const fixture = Fixture.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
	return { ...fixture, name: path.basename(file, '.json'), body: Buffer.from(fixture.rawBody) };
});

export function fixture(name: string): Fixture {
	const found = fixtures.find((one) => one.name === name);
	if (!found) throw new Error(`There is no fixture ${name}`);
	return found;
}
