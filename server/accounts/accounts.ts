import type { Me } from '../../lib/contract/api.ts';
import type { Role } from '../../lib/contract/primitives.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { hashToken } from '../secrets/token.ts';
import type { Device, Directory, Store, User, Workspace } from '../store/ports.ts';
import { hashCode, makeCode } from './codes.ts';

/** Who a request comes from. */
export interface Principal {
	device: Device;
	user: User;
	workspace: Workspace;
}

export type Paired =
	| { kind: 'paired'; token: string; principal: Principal }
	| { kind: 'unknown' | 'used' | 'expired' };

export interface AccountsDeps {
	store: Pick<Store, 'records'>;
	clock: Clock;
	ids: Ids;
	/** After people or devices changed, so that rights take effect at once. */
	changed(): void;
}

/** People, their codes and their devices. Codes and tokens are handed out once and kept as hashes. */
export interface Accounts {
	authenticate(token: string): Promise<Principal | undefined>;
	/** By a code for one person, or by a sign-up code: that makes a member, called `userName` or after her device. */
	pair(code: string, deviceName: string, userName?: string): Promise<Paired>;
	addUser(workspaceId: string, name: string, role: Role): Promise<User>;
	/** A single-use code that pairs one device of this user. */
	invite(userId: string, validMs: number): Promise<{ code: string; expiresAt: number }>;
	/** A device without a code, for scripts. */
	addDevice(user: User, name: string): Promise<{ device: Device; token: string }>;
	revokeDevice(workspaceId: string, deviceId: string): Promise<boolean>;
}

export const INVITE_MS = 7 * 24 * 60 * 60 * 1_000;
export const ADMIN_CODE_MS = 24 * 60 * 60 * 1_000;
const TOKEN_BYTES = 32;
const TOKEN_PREFIX = 'rsd_';
const TOKEN = /^rsd_[A-Za-z0-9_-]{43}$/;

export function createAccounts({ store, clock, ids, changed }: AccountsDeps): Accounts {
	const { records } = store;
	const newToken = () => `${TOKEN_PREFIX}${ids.secret(TOKEN_BYTES)}`;
	return {
		// What cannot be a token costs no question to the store.
		authenticate: async (token) => (TOKEN.test(token) ? records.deviceByToken(hashToken(token)) : undefined),
		async pair(code, deviceName, userName) {
			const token = newToken();
			const device = { deviceId: ids.make('device'), name: deviceName, tokenHash: hashToken(token) };
			const ofOne = await records.redeemCode(hashCode(code), clock.now(), device);
			const user = { userId: ids.make('user'), name: userName || deviceName };
			const redeemed =
				ofOne.kind === 'unknown'
					? await records.signUp(hashCode(code), clock.now(), { user, device })
					: ofOne;
			if (redeemed.kind !== 'paired') return redeemed;
			changed();
			const { kind: _, ...principal } = redeemed;
			return { kind: 'paired', token, principal };
		},
		async addUser(workspaceId, name, role) {
			const user: User = { userId: ids.make('user'), workspaceId, name, role, createdAt: clock.now() };
			await records.createUser(user);
			changed();
			return user;
		},
		async invite(userId, validMs) {
			const code = makeCode(ids);
			const expiresAt = clock.now() + validMs;
			await records.createCode({ codeHash: hashCode(code), userId, expiresAt });
			return { code, expiresAt };
		},
		async addDevice({ workspaceId, userId }, name) {
			const token = newToken();
			const device: Device = {
				deviceId: ids.make('device'),
				workspaceId,
				userId,
				name,
				createdAt: clock.now(),
			};
			await records.createDevice({ ...device, tokenHash: hashToken(token) });
			changed();
			return { device, token };
		},
		async revokeDevice(workspaceId, deviceId) {
			const revoked = await records.revokeDevice(workspaceId, deviceId, clock.now());
			if (revoked) changed();
			return revoked;
		},
	};
}

/** What a device is told of itself. The region is that of the user's branch, else of the workspace. */
export function meOf({ device, user, workspace }: Principal, directory: Directory | undefined): Me {
	const branch = directory?.branches.find((one) => one.userIds.includes(user.userId));
	return {
		workspaceId: workspace.workspaceId,
		workspaceName: workspace.name,
		userId: user.userId,
		userName: user.name,
		role: user.role,
		deviceId: device.deviceId,
		region: branch?.region ?? workspace.region,
	};
}
