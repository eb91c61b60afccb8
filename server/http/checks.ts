import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Checks } from '../../lib/contract/setup.ts';
import type { Principal } from '../accounts/accounts.ts';
import { checkView, mayManage, worstFirst } from '../connections/view.ts';
import { upkeepNow } from '../upkeep/now.ts';
import { type AppContext, answers, principalOf, type Routes } from './context.ts';

const RUNS_A_MINUTE = 6;

/** What the doctor found: an admin sees all of it, others what is of their own connections. */
export const checkRoutes: Routes = (app, context) => {
	const config = { access: 'member' } as const;
	const response = answers(Checks);

	app.get(
		'/v1/checks',
		{ config, schema: { summary: 'What was found last, of the server and of connections', response } },
		async (request) => checksFor(principalOf(request), context),
	);

	app.post(
		'/v1/checks',
		{
			config: {
				...config,
				rateLimit: {
					max: RUNS_A_MINUTE,
					timeWindow: 60_000,
					keyGenerator: (request) => principalOf(request).device.deviceId,
				},
			},
			schema: { summary: 'Checks everything now', body: z.object({}).optional(), response },
		},
		async (request) => {
			const principal = principalOf(request);
			await runNow(principal, context);
			return checksFor(principal, context);
		},
	);
};

async function runNow(principal: Principal, context: AppContext): Promise<void> {
	const { store, clock } = context;
	const { workspaceId } = principal.workspace;
	const wait = async (ms: number) => void (await pause(ms));
	const own = await ownConnections(principal, context);
	const rounds = own.map(({ connectionId }) => upkeepNow(workspaceId, connectionId, { store, clock, wait }));
	if (principal.user.role === 'admin')
		rounds.push(context.examineInstallation(workspaceId, { isAsked: true }).then(() => true));
	await Promise.all(rounds);
}

async function ownConnections(principal: Principal, { directories }: AppContext) {
	const directory = await directories.fresh(principal.workspace.workspaceId);
	return (directory?.connections ?? []).filter((connection) => mayManage(principal, connection));
}

async function checksFor(principal: Principal, context: AppContext): Promise<Checks> {
	const checks = await context.store.setup.checks(principal.workspace.workspaceId);
	const own = await ownConnections(principal, context);
	const of = (connectionId: string | undefined) =>
		worstFirst(checks.filter((one) => one.connectionId === connectionId).map(checkView));
	return {
		...(principal.user.role === 'admin' && { installation: of(undefined) }),
		connections: own.map(({ connectionId, provider, name }) => ({
			connectionId,
			provider,
			name,
			checks: of(connectionId),
		})),
	};
}
