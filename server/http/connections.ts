import { z } from 'zod';
import { ConnectionView } from '../../lib/contract/api.ts';
import { ConnectionEntry, GuideStep } from '../../lib/contract/setup.ts';
import { connectionViews, mayManage } from '../connections/view.ts';
import { changeRoutes } from './change-connection.ts';
import { answers, principalOf, type Routes } from './context.ts';
import { createConnection } from './create-connection.ts';
import { sendProblem } from './problems.ts';

export const connectionRoutes: Routes = (app, context) => {
	const config = { access: 'member' } as const;

	app.get(
		'/v1/connections',
		{
			config,
			schema: {
				summary: 'Connections: an admin sees all, others their own',
				response: answers(z.object({ connections: z.array(ConnectionView) })),
			},
		},
		async (request) => {
			const principal = principalOf(request);
			const directory = await context.directories.fresh(principal.workspace.workspaceId);
			if (!directory) return { connections: [] };
			const own = directory.connections.filter((connection) => mayManage(principal, connection));
			return { connections: await connectionViews(own, directory, context) };
		},
	);

	app.post(
		'/v1/connections',
		{
			config,
			schema: {
				summary: 'Connects with a key, or makes the address and values to paste',
				body: ConnectionEntry,
				response: answers(z.object({ connection: ConnectionView, steps: z.array(GuideStep) })),
			},
		},
		async (request, reply) => {
			const created = await createConnection(principalOf(request), request.body, context);
			if (created.kind === 'created') return { connection: created.connection, steps: created.steps };
			return sendProblem(reply, created.problem, created.detail);
		},
	);

	changeRoutes(app, context);
};
