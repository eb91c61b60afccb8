import { z } from 'zod';
import { AgentList, BranchList, DeviceView, Invite, Me, type Role, UserView } from '../contract/index.ts';
import type { Answer } from './answer.ts';
import { type Credentials, deviceAsker } from './request.ts';

const Users = z.object({ users: z.array(UserView) });
const Devices = z.object({ devices: z.array(DeviceView) });
const Anything = z.unknown();

/** People, browsers, branches and agents, for admins; herself, for everybody. Never throws. */
export interface TeamApi {
	me(as: Credentials): Promise<Answer<z.infer<typeof Me>>>;
	renameMe(as: Credentials, name: string): Promise<Answer<UserView>>;
	users(as: Credentials): Promise<Answer<z.infer<typeof Users>>>;
	addUser(as: Credentials, entry: { name: string; role: Role }): Promise<Answer<UserView>>;
	changeUser(
		as: Credentials,
		userId: string,
		change: { name?: string; role?: Role },
	): Promise<Answer<unknown>>;
	removeUser(as: Credentials, userId: string): Promise<Answer<unknown>>;
	invite(as: Credentials, userId: string): Promise<Answer<Invite>>;
	devices(as: Credentials): Promise<Answer<z.infer<typeof Devices>>>;
	/** Signs the browser out, at once. */
	revokeDevice(as: Credentials, deviceId: string): Promise<Answer<unknown>>;
	branches(as: Credentials): Promise<Answer<BranchList>>;
	addBranch(
		as: Credentials,
		entry: { name: string; region: string; timeZone: string },
	): Promise<Answer<unknown>>;
	renameBranch(as: Credentials, branchId: string, name: string): Promise<Answer<unknown>>;
	/** Its numbers are nobody’s then, its people and connections of no branch. */
	removeBranch(as: Credentials, branchId: string): Promise<Answer<unknown>>;
	/** Gives it to a branch, its past calls too. */
	ownNumber(as: Credentials, branchId: string, e164: string): Promise<Answer<unknown>>;
	joinBranch(as: Credentials, branchId: string, userId: string): Promise<Answer<unknown>>;
	agents(as: Credentials): Promise<Answer<z.infer<typeof AgentList>>>;
	linkAgent(
		as: Credentials,
		link: { connectionId: string; agentKey: string; userId: string },
	): Promise<Answer<unknown>>;
}

export function teamApi(send: typeof fetch): TeamApi {
	const ask = deviceAsker(send);
	const user = (userId: string, rest = '') => `/v1/users/${encodeURIComponent(userId)}${rest}`;
	const branch = (branchId: string, rest = '') => `/v1/branches/${encodeURIComponent(branchId)}${rest}`;
	const post = (body: unknown = {}) => ({ method: 'POST', body }) as const;
	return {
		me: (as) => ask(Me, as, '/v1/me'),
		renameMe: (as, name) => ask(UserView, as, '/v1/me', { method: 'PATCH', body: { name } }),
		users: (as) => ask(Users, as, '/v1/users'),
		addUser: (as, entry) => ask(UserView, as, '/v1/users', post(entry)),
		changeUser: (as, id, body) => ask(Anything, as, user(id), { method: 'PATCH', body }),
		removeUser: (as, id) => ask(Anything, as, user(id), { method: 'DELETE' }),
		invite: (as, id) => ask(Invite, as, user(id, '/invites'), post()),
		devices: (as) => ask(Devices, as, '/v1/devices'),
		revokeDevice: (as, id) =>
			ask(Anything, as, `/v1/devices/${encodeURIComponent(id)}`, { method: 'DELETE' }),
		branches: (as) => ask(BranchList, as, '/v1/branches'),
		addBranch: (as, entry) => ask(Anything, as, '/v1/branches', post(entry)),
		renameBranch: (as, id, name) => ask(Anything, as, branch(id), { method: 'PATCH', body: { name } }),
		removeBranch: (as, id) => ask(Anything, as, branch(id), { method: 'DELETE' }),
		ownNumber: (as, id, e164) => ask(Anything, as, branch(id, '/numbers'), post({ e164 })),
		joinBranch: (as, id, userId) => ask(Anything, as, branch(id, '/members'), post({ userId })),
		agents: (as) => ask(AgentList, as, '/v1/agents'),
		linkAgent: (as, body) => ask(Anything, as, '/v1/agents', { method: 'PUT', body }),
	};
}
