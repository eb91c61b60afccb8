import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEvent } from '../../lib/contract/event.ts';
import { addConnection } from '../accounts/connections.ts';
import { createRegistry } from '../providers/registry.ts';
import retell from '../providers/retell/index.ts';
import { signatureOf } from '../providers/retell/verify.ts';
import type { Connection, Store } from '../store/ports.ts';
import { startTestApp, type TestApp } from './app.testkit.ts';

const SECRET = 'key_of_the_tests';
let t: TestApp;
let connection: Connection;
let slow = false;

beforeAll(async () => {
	t = await startTestApp({ providers: createRegistry([retell]), wrap: slowOnDemand });
	const added = await addConnection(
		{
			workspaceId: t.workspace.workspaceId,
			provider: retell,
			name: 'Assistant',
			secrets: { secret: SECRET },
			settings: {},
		},
		{ ...t.context, changed: t.context.directories.changed },
	);
	if (added.kind !== 'added') throw new Error(added.kind);
	connection = added.connection;
	const lead = (leadId: string, e164: string) => ({
		leadId,
		name: `Lead ${leadId}`,
		phones: [{ raw: e164, e164 }],
		emails: [],
		updatedAt: '2026-01-01T00:00:00.000Z',
	});
	await t.store.leads.write(t.workspace.workspaceId, [
		lead('ada', '+493023125110'),
		lead('one', '+493023125111'),
		lead('two', '+493023125111'),
	]);
});
afterAll(() => t.stop());

/** A store whose lead table can be made slow. */
function slowOnDemand(store: Store): Store {
	const byKeys: Store['leads']['byKeys'] = async (...args) => {
		if (slow) await new Promise((resolve) => setTimeout(resolve, 3_000));
		return store.leads.byKeys(...args);
	};
	return { ...store, leads: { ...store.leads, byKeys } };
}

function ring(from: string, path = 'inbound', secret = SECRET) {
	const body = Buffer.from(
		JSON.stringify({
			event: 'call_inbound',
			event_timestamp: t.context.clock.now(),
			call_inbound: { agent_id: 'agent_1', from_number: from, to_number: '+493023125000' },
		}),
	);
	return fetch(`${t.origin}/hooks/retell/${connection.hookKey}/${path}`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-retell-signature': signatureOf(body, secret, t.context.clock.now()),
		},
		body,
	});
}

const log = () => t.store.events.read(t.workspace.workspaceId, 0, 1_000);

describe('Retell’s inbound call webhook', () => {
	test('is answered with who calls, and the ring is in the log under the id it was told', async () => {
		const answer = await ring('+493023125110');
		expect(answer.status).toBe(200);
		const { call_inbound: told } = (await answer.json()) as {
			call_inbound: { metadata: { ringside_call: string }; dynamic_variables: object };
		};
		expect(told.dynamic_variables).toEqual({ name: 'Lead ada', known: 'true' });
		const event = (await log()).find((one) => one.subject === told.metadata.ringside_call);
		expect(readEvent(JSON.parse(event?.json ?? ''))).toMatchObject({
			kind: 'event',
			event: { type: 'ringside.call.ringing', data: { provisional: true, state: 'ringing' } },
		});
	});

	test.each([
		['nobody knows', '+493023125119'],
		['two leads share', '+493023125111'],
		['is withheld', 'anonymous'],
	])('greets nobody by name whose number %s', async (_, from) => {
		const { call_inbound: told } = (await (await ring(from)).json()) as {
			call_inbound: { dynamic_variables: object };
		};
		expect(told.dynamic_variables).toEqual({ name: '', known: 'false' });
	});

	test('does not keep the caller waiting for a slow lead table', async () => {
		slow = true;
		const begun = performance.now();
		const answer = await ring('+493023125110').finally(() => {
			slow = false;
		});
		expect(performance.now() - begun).toBeLessThan(1_500);
		expect(await answer.json()).toMatchObject({
			call_inbound: { dynamic_variables: { name: '', known: 'false' } },
		});
	});

	test('tells a stranger nothing of our leads, and makes no event of what he sent', async () => {
		const before = (await log()).length;
		const refused = await ring('+493023125110', 'inbound', 'another-key');
		expect([refused.status, await refused.text()]).toEqual([401, '']);
		expect((await log()).length).toBe(before);
	});

	test.each(['constructor', '__proto__', 'outbound'])('an inquiry %s is no address', async (path) => {
		expect((await ring('+493023125110', path)).status).toBe(404);
	});
});
