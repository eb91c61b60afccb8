import { z } from 'zod';
import { Instant, Provider, ShortText } from '../../lib/contract/primitives.ts';
import { AppEntry } from '../../lib/contract/setup.ts';
import { saveApp } from '../accounts/apps.ts';
import { toInstant } from '../clock.ts';
import type { App } from '../store/ports.ts';
import { type AppContext, answers, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

/** The secret is not among it: what was entered is never shown again. */
const AppView = z.object({
	provider: Provider,
	clientId: ShortText,
	settings: z.record(ShortText, ShortText),
	changedAt: Instant,
});

const Params = z.object({ provider: z.string().min(1).max(100) });
const config = { access: 'admin' } as const;

/** The workspace's registrations at providers, entered by admins. */
export const appRoutes: Routes = (app, context) => {
	app.get(
		'/v1/apps/:provider',
		{ config, schema: { summary: 'The app of a provider', params: Params, response: answers(AppView) } },
		async (request, reply) => {
			const found = await appOf(principalOf(request).workspace.workspaceId, request.params.provider, context);
			return found ?? sendProblem(reply, 'not-found');
		},
	);

	app.put(
		'/v1/apps/:provider',
		{
			config,
			schema: {
				summary: 'Enters the app of a provider, in place of the one before',
				params: Params,
				body: AppEntry,
				response: answers(AppView),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const { provider } = request.params;
			const saved = await saveApp(workspaceId, provider, request.body, context);
			if (saved.kind === 'no-sign-in') return sendProblem(reply, 'not-found');
			if (saved.kind === 'setting-missing')
				return sendProblem(reply, 'wrong-setting', `${saved.name} is missing.`);
			if (saved.kind === 'unknown-setting')
				return sendProblem(reply, 'wrong-setting', 'There is a field too many.');
			if (saved.kind === 'wrong-setting')
				return sendProblem(reply, 'wrong-setting', `${saved.name} does not look right.`);
			return (await appOf(workspaceId, provider, context)) ?? sendProblem(reply, 'not-found');
		},
	);

	app.delete(
		'/v1/apps/:provider',
		{
			config,
			schema: {
				summary: 'Removes the app; who has signed in by it will have to sign in again',
				params: Params,
				response: answers(z.object({ removed: z.literal(true) })),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const isRemoved = await context.store.setup.removeApp(workspaceId, request.params.provider);
			return isRemoved ? { removed: true as const } : sendProblem(reply, 'not-found');
		},
	);
};

async function appOf(workspaceId: string, provider: string, { store }: Pick<AppContext, 'store'>) {
	const found = await store.setup.app(workspaceId, provider);
	return found && viewOf(found);
}

function viewOf({ provider, clientId, settings, changedAt }: App): z.infer<typeof AppView> {
	return { provider, clientId, settings, changedAt: toInstant(changedAt) };
}
