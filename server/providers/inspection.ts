import { z } from 'zod';
import { Outcome } from '../../lib/contract/api.ts';
import { inspectGuide } from './guide-inspection.ts';

const required: Record<string, string> = {
	'index.ts': 'the manifest, as default export',
	'verify.ts': 'believes or refuses a request by its raw bytes',
	'schema.ts': 'the zod schema of what the vendor sends',
	'parse.ts': 'turns a verified body into events',
	'guide.ts': 'the set-up as the options page shows it, in three languages',
	'scenarios.ts': 'signed requests as the vendor sends them, for simulate and tests',
	fixtures: 'a folder of requests with headers as they come, with what to expect of each',
	'README.md': 'how to set it up, what is read, and what is unconfirmed',
};

/** Headers that are the secret itself; a log of deliveries must not hold them. */
const credentials = new Set(['authorization', 'cookie', 'x-api-key']);

const functionLike = z.custom((value) => typeof value === 'function', 'is missing or no function');
const Answer = z.object({ status: z.int().min(200).max(499) });

const Manifest = z.object({
	id: z.string().regex(/^[a-z][a-z0-9]{1,30}$/, 'is not lower-case letters and digits'),
	label: z.string().min(1),
	documentation: z.url(),
	ownedBy: z.enum(['user', 'workspace']),
	bodyLimit: z.int().positive(),
	secrets: z
		.array(z.object({ name: z.string().min(1), label: z.string().min(1), generatedByUs: z.boolean() }))
		.min(1, 'names no secret, so nothing could be verified'),
	settings: z.custom((value) => value instanceof z.ZodType, 'is no zod schema'),
	keptHeaders: z.array(
		z
			.string()
			.regex(/^[a-z0-9-]+$/, 'is not a lower-case header name')
			.refine((name) => !credentials.has(name), 'would keep a plain credential in the log'),
	),
	answers: z.object({
		...(Object.fromEntries(Outcome.options.map((outcome) => [outcome, Answer])) as Record<
			Outcome,
			typeof Answer
		>),
		refused: z.strictObject({ status: z.literal(401) }, 'tells something; it is { status: 401 } and no more'),
	}),
	verify: functionLike,
	parse: functionLike,
	scenarios: z
		.record(z.string(), functionLike)
		.refine((scenarios) => Object.keys(scenarios).length > 0, 'is empty: add at least one signed request'),
});

/** What a provider's folder lacks, in sentences that say what to add; none when it is whole. */
export function inspectFiles(name: string, files: string[]): string[] {
	return Object.entries(required)
		.filter(([file]) => !files.includes(file))
		.map(([file, what]) => `server/providers/${name} has no ${file}: add it (${what}).`);
}

/** What is wrong with the default export of a provider's index.ts, in sentences; none when it is right. */
export function inspectManifest(name: string, manifest: unknown): string[] {
	const at = `server/providers/${name}/index.ts`;
	const read = Manifest.safeParse(manifest);
	if (!read.success) {
		return read.error.issues.map(
			(issue) => `${at}, default export: \`${issue.path.join('.')}\` ${issue.message}.`,
		);
	}
	if (read.data.id === name) return inspectGuide(at, manifest);
	return [`${at} has the id \`${read.data.id}\`: make it the folder's name.`];
}
