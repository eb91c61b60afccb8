import { z } from 'zod';
import { Id, Role, ShortText } from '../../lib/contract/primitives.ts';
import { UserView } from '../../lib/contract/team.ts';
import { removeConnection } from '../connections/remove.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

const config = { access: 'admin' } as const;

/** Changes of people who are there already. */
export const changePeopleRoutes: Routes = (app, context) => {
	const { store, directories, clock } = context;

	app.patch(
		'/v1/users/:id',
		{
			config,
			schema: {
				summary: 'Renames a person, or gives her another role',
				params: IdParams,
				body: z.object({ name: ShortText.trim().min(1).optional(), role: Role.optional() }),
				response: answers(UserView),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const changed = await store.records.changeUser(workspaceId, request.params.id, request.body);
			if (changed !== 'changed') return sendProblem(reply, changed === 'unknown' ? 'not-found' : changed);
			directories.changed();
			const directory = await directories.fresh(workspaceId);
			const user = directory?.users.find((one) => one.userId === request.params.id);
			if (!user) return sendProblem(reply, 'not-found');
			return { userId: user.userId, name: user.name, role: user.role };
		},
	);

	app.patch(
		'/v1/me',
		{
			config: { access: 'member' },
			schema: {
				summary: 'Renames the person who asks',
				body: z.object({ name: ShortText.trim().min(1) }),
				response: answers(UserView),
			},
		},
		async (request, reply) => {
			const { workspace, user } = principalOf(request);
			const { name } = request.body;
			const changed = await store.records.changeUser(workspace.workspaceId, user.userId, { name });
			if (changed !== 'changed') return sendProblem(reply, 'not-found');
			directories.changed();
			return { userId: user.userId, name, role: user.role };
		},
	);

	app.delete(
		'/v1/users/:id',
		{
			config,
			schema: {
				summary: 'Removes a person, her browsers and her connections, here and at the vendors',
				params: IdParams,
				response: answers(z.object({ removed: z.literal(true), left: z.array(Id) })),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const userId = request.params.id;
			const directory = await directories.fresh(workspaceId);
			const removal = { removedAt: clock.now() };
			// First, so that what follows is not done for the last admin, and her browsers are out at once.
			const changed = await store.records.changeUser(workspaceId, userId, removal);
			if (changed !== 'changed') return sendProblem(reply, changed === 'unknown' ? 'not-found' : changed);
			directories.changed();
			const hers = (directory?.connections ?? []).filter(
				({ ownerUserId, removedAt }) => ownerUserId === userId && removedAt === undefined,
			);
			const farewells = await Promise.all(hers.map((connection) => removeConnection(connection, context)));
			return { removed: true as const, left: farewells.flatMap(({ left }) => left) };
		},
	);
};
