import type { InjectOptions } from 'fastify';
import { z } from 'zod';
import { Outcome } from '../../lib/contract/api.ts';
import type { Principal } from '../accounts/accounts.ts';
import { addConnection, secretsOf } from '../accounts/connections.ts';
import { toInstant } from '../clock.ts';
import type { Connection } from '../store/ports.ts';
import type { AppContext } from './context.ts';

export interface TestRing {
	principal: Principal;
	/** E.164; else a number that is kept for fiction. */
	from?: string;
	/** The call's id: a repeat rings once. */
	id: string;
}

interface Injectable {
	inject(request: InjectOptions): Promise<{ statusCode: number; body: string }>;
}

const PROVIDER = 'generic';
const NAME = 'Test ring';

/** Numbers that regulators keep free for films and examples, by region. */
const fictional: Record<string, string> = {
	US: '+14155550100',
	CA: '+16135550100',
	GB: '+442079460100',
	AU: '+61255501234',
	// https://www.bundesnetzagentur.de: (0)30 23125 000 to 999
	DE: '+493023125101',
};

const Answer = z.object({ outcome: Outcome });

export type Rang = { kind: 'rang'; callId: string; outcome: Outcome } | { kind: 'not-stored' };

/** Rings through the same hook that providers use, with a secret of its own; what became of that delivery. */
export async function testRing(
	{ principal, from, id }: TestRing,
	app: Injectable,
	context: AppContext,
): Promise<Rang> {
	const connection = await testConnection(principal, context);
	const secret = secretsOf(connection, context.keys)?.secret;
	const { region } = principal.workspace;
	const response = await app.inject({
		method: 'POST',
		url: `/hooks/${connection.provider}/${connection.hookKey}`,
		headers: { 'content-type': 'application/json', 'x-api-key': secret ?? '' },
		payload: JSON.stringify({
			id,
			callId: id,
			state: 'ringing',
			direction: 'inbound',
			from: from ?? fictional[region] ?? fictional.DE,
			at: toInstant(context.clock.now()),
			test: true,
		}),
	});
	if (response.statusCode === 503) return { kind: 'not-stored' };
	const callId = `${PROVIDER}-${id}`;
	if (response.statusCode === 401) return { kind: 'rang', callId, outcome: 'refused' };
	return { kind: 'rang', callId, outcome: Answer.parse(JSON.parse(response.body)).outcome };
}

/** The user's own connection for test rings, made at the first one. */
async function testConnection(principal: Principal, context: AppContext): Promise<Connection> {
	const { user, workspace } = principal;
	const directory = await context.directories.fresh(workspace.workspaceId);
	const existing = directory?.connections.find(
		(one) =>
			one.provider === PROVIDER &&
			one.name === NAME &&
			one.ownerUserId === user.userId &&
			one.removedAt === undefined &&
			secretsOf(one, context.keys)?.secret !== undefined,
	);
	if (existing) return existing;
	const provider = context.providers.find(PROVIDER);
	if (!provider) throw new Error('The generic provider is missing');
	const { workspaceId } = workspace;
	const wanted = { workspaceId, provider, name: NAME, ownerUserId: user.userId, secrets: {}, settings: {} };
	const { store, clock, ids, keys, directories } = context;
	const added = await addConnection(wanted, { store, clock, ids, keys, changed: directories.changed });
	if (added.kind !== 'added') throw new Error('The connection for test rings could not be made');
	return added.connection;
}
