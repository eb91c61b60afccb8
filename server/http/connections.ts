import { z } from 'zod';
import { ConnectionView } from '../../lib/contract/api.ts';
import { connectionView } from '../accounts/connections.ts';
import { answers, principalOf, type Routes } from './context.ts';

export const connectionRoutes: Routes = (app, { directories, publicUrl }) => {
	app.get(
		'/v1/connections',
		{
			config: { access: 'member' },
			schema: {
				summary: 'Connections: an admin sees all, others their own',
				response: answers(z.object({ connections: z.array(ConnectionView) })),
			},
		},
		async (request) => {
			const { user, workspace } = principalOf(request);
			const directory = await directories.fresh(workspace.workspaceId);
			// The address is a secret: who knows it can at least fill the log of refused deliveries.
			const own = directory?.connections.filter(
				({ removedAt, ownerUserId }) =>
					removedAt === undefined && (user.role === 'admin' || ownerUserId === user.userId),
			);
			return { connections: (own ?? []).map((connection) => connectionView(connection, publicUrl())) };
		},
	);
};
