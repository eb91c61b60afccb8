import { z } from 'zod';
import { E164 } from '../../lib/contract/primitives.ts';

const MOST_LETTERS = 200;

const Name = z
	.string('must be a text')
	.trim()
	.max(MOST_LETTERS, `has at most ${MOST_LETTERS} letters`)
	.regex(/^[^\p{Cc}]*$/u, 'must not hold control characters');

/** What other systems send to have somebody called. Fields that are not named here are passed over. */
const TriggerRequest = z.object({
	campaign_id: z.int('must be an integer').min(0, 'must not be negative'),
	company_name: Name,
	candidate_first_name: Name,
	candidate_last_name: Name,
	to_number: E164.optional(),
	/** The vendor's id of the number that calls. */
	agent_phone_number_id: z
		.string('must be a text')
		.regex(/^[\w.-]{1,200}$/, 'must be ElevenLabs’ id of the number')
		.optional(),
	language: z.enum(['de', 'en', 'es'], 'must be de, en or es').optional(),
});

export type TriggerRequest = z.infer<typeof TriggerRequest>;

export type ReadRequest =
	| { kind: 'read'; request: TriggerRequest }
	/** Names of required fields that are not there, in the contract's order. */
	| { kind: 'missing'; missing: string[] }
	/** `field: what is wrong`; holds nothing of what was sent. */
	| { kind: 'wrong'; wrong: string[] };

const required = ['campaign_id', 'company_name', 'candidate_first_name', 'candidate_last_name'] as const;
const words: Record<string, string> = { to_number: 'must be E.164, e.g. +493023125101' };

/** An empty text and null are as good as missing. */
export function readRequest(body: unknown): ReadRequest {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		return { kind: 'wrong', wrong: ['body: must be a JSON object'] };
	}
	const given = Object.fromEntries(Object.entries(body).filter(([, value]) => !isEmpty(value)));
	const missing = required.filter((name) => !Object.hasOwn(given, name));
	if (missing.length > 0) return { kind: 'missing', missing };
	const read = TriggerRequest.safeParse(given);
	if (read.success) return { kind: 'read', request: read.data };
	const wrong = read.error.issues.map(({ path, message }) => {
		const field = path.join('.');
		return `${field}: ${words[field] ?? message}`;
	});
	return { kind: 'wrong', wrong: [...new Set(wrong)] };
}

function isEmpty(value: unknown): boolean {
	return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}
