import { z } from 'zod';
import { ConnectionView } from '../../lib/contract/api.ts';
import { Id } from '../../lib/contract/primitives.ts';
import { GuideStep } from '../../lib/contract/setup.ts';
import { secretsOf } from '../accounts/connections.ts';
import { removeConnection } from '../connections/remove.ts';
import { connectionViews, mayManage } from '../connections/view.ts';
import type { Connection, Directory } from '../store/entities.ts';
import { upkeepNow } from '../upkeep/now.ts';
import { agreeToPassOn } from '../upkeep/pass-on.ts';
import { type App, type AppContext, answers, IdParams, principalOf } from './context.ts';
import { guideSteps } from './create-connection.ts';
import { sendProblem } from './problems.ts';

const config = { access: 'member' } as const;

/** What is done with a connection that exists. Somebody else's is answered as one that is not there. */
export function changeRoutes(app: App, context: AppContext): void {
	const rounds = [
		{ url: '/v1/connections/:id/check', isRepair: false, summary: 'Checks it now' },
		{ url: '/v1/connections/:id/repair', isRepair: true, summary: 'Adopts what an older system registered' },
	];
	for (const { url, isRepair, summary } of rounds) {
		app.post(
			url,
			{ config, schema: { summary, params: IdParams, response: answers(ConnectionView) } },
			async (request, reply) => {
				const own = await ownConnection(request, context);
				if (!own) return sendProblem(reply, 'not-found');
				await round(own.connection, context, { isRepair });
				return viewAgain(own.connection, context);
			},
		);
	}

	app.post(
		'/v1/connections/:id/pass-on',
		{
			config,
			schema: {
				summary: 'Takes a place from another address, and passes on to it what comes',
				params: IdParams,
				body: z.object({ name: Id }),
				response: answers(ConnectionView),
			},
		},
		async (request, reply) => {
			const own = await ownConnection(request, context);
			if (!own || !(await agreeToPassOn(own.connection, request.body.name, context.store.setup))) {
				return sendProblem(reply, 'not-found');
			}
			await round(own.connection, context, {});
			return viewAgain(own.connection, context);
		},
	);

	app.get(
		'/v1/connections/:id/guide',
		{
			config,
			schema: {
				summary: 'What is to be done at the vendor',
				params: IdParams,
				response: answers(z.object({ steps: z.array(GuideStep) })),
			},
		},
		async (request, reply) => {
			const own = await ownConnection(request, context);
			const provider = own && context.providers.find(own.connection.provider);
			if (!own || !provider) return sendProblem(reply, 'not-found');
			const secrets = secretsOf(own.connection, context.keys) ?? {};
			const ours = provider.secrets.filter(({ generatedByUs }) => generatedByUs).map(({ name }) => name);
			const shown = Object.fromEntries(ours.map((name) => [name, secrets[name] ?? '']));
			return { steps: guideSteps(own.connection, provider, shown, context) };
		},
	);

	app.delete(
		'/v1/connections/:id',
		{
			config,
			schema: {
				summary: 'Removes it, here and at the vendor',
				params: IdParams,
				response: answers(z.object({ removed: z.literal(true), left: z.array(Id) })),
			},
		},
		async (request, reply) => {
			const own = await ownConnection(request, context);
			if (!own) return sendProblem(reply, 'not-found');
			const { left } = await removeConnection(own.connection, context);
			return { removed: true as const, left };
		},
	);
}

async function ownConnection(
	request: Parameters<typeof principalOf>[0] & { params: { id: string } },
	{ directories }: AppContext,
): Promise<{ connection: Connection; directory: Directory } | undefined> {
	const principal = principalOf(request);
	const directory = await directories.fresh(principal.workspace.workspaceId);
	const connection = directory?.connections.find((one) => one.connectionId === request.params.id);
	return directory && connection && mayManage(principal, connection) ? { connection, directory } : undefined;
}

function round(
	{ workspaceId, connectionId }: Connection,
	context: AppContext,
	options: { isRepair?: boolean },
) {
	const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
	return upkeepNow(workspaceId, connectionId, { store: context.store, clock: context.clock, wait }, options);
}

async function viewAgain({ workspaceId, connectionId }: Connection, context: AppContext) {
	const directory = await context.directories.fresh(workspaceId);
	const connection = directory?.connections.find((one) => one.connectionId === connectionId);
	const [view] = directory && connection ? await connectionViews([connection], directory, context) : [];
	if (!view) throw new Error('A connection went away while it was being looked at');
	return view;
}
