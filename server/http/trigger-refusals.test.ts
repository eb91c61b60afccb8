import { afterAll, beforeAll, expect, test } from 'vitest';
import { ada, startAssistant } from './trigger-call.testkit.ts';

let t: Awaited<ReturnType<typeof startAssistant>>;
beforeAll(async () => {
	t = await startAssistant();
});
afterAll(() => t.stop());

const without = (name: string) => Object.fromEntries(Object.entries(ada).filter(([key]) => key !== name));

const wrongKey = { error: 'Invalid API key', message: 'The provided API key is not valid' };
const noHeader = {
	error: 'Missing Authorization header',
	message: 'Please provide Authorization: Bearer {API_KEY}',
};
type Refusal = readonly [string, Record<string, string>, unknown, number, object];
const refusals: Refusal[] = [
	['no key', { authorization: '' }, ada, 401, noHeader],
	['a wrong key', { authorization: 'Bearer rsk_no' }, ada, 401, wrongKey],
	['another scheme', { authorization: 'Basic abc' }, ada, 401, wrongKey],
	[
		'nothing',
		{},
		{},
		400,
		{
			error: 'Missing required fields',
			missing: ['campaign_id', 'company_name', 'candidate_first_name', 'candidate_last_name'],
		},
	],
	...(['campaign_id', 'company_name', 'candidate_first_name', 'candidate_last_name'] as const).flatMap(
		(name) =>
			[without(name), { ...ada, [name]: null }, { ...ada, [name]: '  ' }].map(
				(body) =>
					[`no ${name}`, {}, body, 400, { error: 'Missing required fields', missing: [name] }] as const,
			),
	),
	[
		'a campaign that is text',
		{},
		{ ...ada, campaign_id: '42' },
		400,
		{
			error: 'Invalid fields',
			invalid: ['campaign_id: must be an integer'],
		},
	],
	[
		'a number that is none',
		{},
		{ ...ada, to_number: '030 23125101' },
		400,
		{
			error: 'Invalid fields',
			invalid: ['to_number: must be E.164, e.g. +493023125101'],
		},
	],
	[
		'a name that is a list',
		{},
		{ ...ada, company_name: ['x'] },
		400,
		{
			error: 'Invalid fields',
			invalid: ['company_name: must be a text'],
		},
	],
	['no JSON', {}, 'campaign', 400, { error: 'Invalid fields', invalid: ['body: must be a JSON object'] }],
	['a list', {}, [], 400, { error: 'Invalid fields', invalid: ['body: must be a JSON object'] }],
	[
		'an Idempotency-Key with blanks',
		{ 'idempotency-key': 'a b' },
		ada,
		400,
		{
			error: 'Invalid fields',
			invalid: ['Idempotency-Key: must have 1 to 200 printable letters'],
		},
	],
];
test.each(refusals)('the answer to %s', async (_what, headers, body, status, refusal) => {
	const answer = await t.ask(body, headers);
	expect([answer.status, answer.body]).toEqual([status, { status: 'error', ...refusal }]);
	expect(t.vendor.calls.orders).toEqual([]);
});
