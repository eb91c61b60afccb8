import { expect, test } from 'vitest';
import { connectionOf, receive, requestOf } from '../vendor-hook.testkit.ts';
import generic from './index.ts';

test('the example, as it stands there, is a ring', async () => {
	const hookUrl = 'https://ringside.example/hooks/generic/hk_test';
	const steps = generic.guide.steps({ redirectUri: '', publicUrl: '', hookUrl, secrets: { secret: 'made' } });
	const example =
		steps.flatMap(({ copy }) => copy ?? []).find(({ value }) => value.startsWith('curl'))?.value ?? '';
	expect(example).toContain(hookUrl);
	const [, key = ''] = /X-API-Key: ([^']+)'/.exec(example) ?? [];
	const [, text = ''] = /-d '(.+)'/.exec(example) ?? [];
	const headers = { 'content-type': 'application/json', 'x-api-key': key };
	const request = requestOf({ text, headers });
	expect(await receive(generic, request, connectionOf({ secrets: { secret: 'made' } }))).toMatchObject({
		kind: 'events',
		events: [{ type: 'ringside.call.ringing', data: { remote: { e164: '+493023125190' } } }],
	});
});

test('before there is a connection, nothing is shown that would not work', () => {
	const steps = generic.guide.steps({ redirectUri: '', publicUrl: 'https://ringside.example' });
	expect(steps[0]?.copy).toBeUndefined();
	expect(JSON.stringify(steps)).toContain('YOUR-SECRET');
});
