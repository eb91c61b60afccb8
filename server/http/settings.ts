import { z } from 'zod';
import {
	SettingsEntry,
	type SettingsName,
	SettingsView,
	settingsSchemas,
	UsageView,
} from '../../lib/contract/settings.ts';
import { monthOf } from '../pipeline/paid-once.ts';
import { changeSettings } from '../settings/change.ts';
import type { WorkspaceSettings } from '../settings/settings.ts';
import { answers, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

const config = { access: 'admin' } as const;

const isName = (name: string): name is SettingsName => Object.hasOwn(settingsSchemas, name);
const NameParams = z.object({ name: z.string().refine(isName, 'names no settings') });
const Written = z.object({ version: z.number().int() });

/** What a workspace has chosen, document by document, and what its models have used. */
export const settingsRoutes: Routes = (app, context) => {
	const { settings } = context;

	// Everybody decides on facts, and so may know which are looked for.
	app.get(
		'/v1/settings/facts',
		{
			config: { access: 'member' },
			schema: { summary: 'The facts that are looked for', response: answers(SettingsView) },
		},
		(request) => viewOf(principalOf(request).workspace.workspaceId, 'facts', settings),
	);

	app.get(
		'/v1/settings/:name',
		{
			config,
			schema: {
				summary: 'Settings, without their secrets',
				params: NameParams,
				response: answers(SettingsView),
			},
		},
		(request) => viewOf(principalOf(request).workspace.workspaceId, request.params.name, settings),
	);

	app.put(
		'/v1/settings/:name',
		{
			config,
			schema: {
				summary: 'Changes settings, once the services they name have taken them',
				params: NameParams,
				body: SettingsEntry,
				response: answers(Written),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const changed = await changeSettings(workspaceId, request.params.name, request.body, context);
			switch (changed.kind) {
				case 'changed':
					return { version: changed.version };
				case 'overtaken':
					return sendProblem(reply, 'overtaken');
				case 'doubtful':
					return sendProblem(reply, changed.problem, changed.reason, changed.field);
			}
		},
	);

	app.get(
		'/v1/usage',
		{
			config,
			schema: { summary: 'What models have used, and what they may', response: answers(UsageView) },
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			const [month, before] = lastMonths(context.clock.now());
			const { usage } = context.store.afterCall;
			const [thisMonth, lastMonth, { value }] = await Promise.all([
				usage.month(workspaceId, month),
				usage.month(workspaceId, before),
				settings.read(workspaceId, 'after-call'),
			]);
			const { monthlyMinutes, monthlyTokens } = value;
			return {
				thisMonth: { month, ...thisMonth },
				lastMonth: { month: before, ...lastMonth },
				...{ monthlyMinutes, monthlyTokens },
			};
		},
	);
};

async function viewOf(
	workspaceId: string,
	name: SettingsName,
	settings: WorkspaceSettings,
): Promise<SettingsView> {
	const { version, value, secrets } = await settings.read(workspaceId, name);
	return { version, value, secretsSet: Object.keys(secrets).sort() };
}

/** This one and the one before, UTC. `now` in ms since 1970. */
function lastMonths(now: number): [string, string] {
	const at = new Date(now);
	return [monthOf(now), monthOf(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1))];
}
