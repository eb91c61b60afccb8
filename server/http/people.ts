import { z } from 'zod';
import { DeviceView, Invite, UserEntry, UserView } from '../../lib/contract/team.ts';
import { INVITE_MS } from '../accounts/accounts.ts';
import { toInstant } from '../clock.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

const config = { access: 'admin' } as const;

export const userRoutes: Routes = (app, { accounts, directories, publicUrl }) => {
	app.get(
		'/v1/users',
		{ config, schema: { summary: 'People', response: answers(z.object({ users: z.array(UserView) })) } },
		async (request) => {
			const directory = await directories.fresh(principalOf(request).workspace.workspaceId);
			return { users: (directory?.users ?? []).map(({ userId, name, role }) => ({ userId, name, role })) };
		},
	);

	app.post(
		'/v1/users',
		{
			config,
			schema: {
				summary: 'Adds a person',
				body: UserEntry,
				response: answers(UserView),
			},
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			const { userId, name, role } = await accounts.addUser(
				workspaceId,
				request.body.name,
				request.body.role,
			);
			return { userId, name, role };
		},
	);

	app.post(
		'/v1/users/:id/invites',
		{
			config,
			schema: { summary: 'A link that pairs one browser', params: IdParams, response: answers(Invite) },
		},
		async (request, reply) => {
			const directory = await directories.fresh(principalOf(request).workspace.workspaceId);
			const user = directory?.users.find((one) => one.userId === request.params.id);
			if (!user) return sendProblem(reply, 'not-found');
			const { code, expiresAt } = await accounts.invite(user.userId, INVITE_MS);
			return { inviteUrl: `${publicUrl()}/join#${code}`, expiresAt: toInstant(expiresAt) };
		},
	);
};

export const deviceRoutes: Routes = (app, { accounts, directories, hub }) => {
	app.get(
		'/v1/devices',
		{
			config,
			schema: { summary: 'Paired browsers', response: answers(z.object({ devices: z.array(DeviceView) })) },
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			const directory = await directories.fresh(workspaceId);
			const connected = hub.connected(workspaceId);
			const devices = (directory?.devices ?? []).map(({ deviceId, userId, name, createdAt, lastSeenAt }) => ({
				deviceId,
				userId,
				name,
				createdAt: toInstant(createdAt),
				lastSeenAt: lastSeenAt === undefined ? undefined : toInstant(lastSeenAt),
				connected: connected.has(deviceId),
			}));
			return { devices };
		},
	);

	app.delete(
		'/v1/devices/:id',
		{
			config: { access: 'member' },
			schema: {
				summary: 'Signs a browser out, at once: an admin any, others their own',
				params: IdParams,
				response: answers(z.object({ revoked: z.literal(true) })),
			},
		},
		async (request, reply) => {
			const { workspace, user } = principalOf(request);
			const { workspaceId } = workspace;
			const directory = await directories.fresh(workspaceId);
			const device = directory?.devices.find((one) => one.deviceId === request.params.id);
			const isOwn = device?.userId === user.userId;
			if (user.role !== 'admin' && !isOwn) return sendProblem(reply, 'not-found');
			const revoked = await accounts.revokeDevice(workspaceId, request.params.id);
			return revoked ? { revoked: true as const } : sendProblem(reply, 'not-found');
		},
	);
};
