import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Branch, Connection, Device, User, Workspace } from '../ports.ts';
import type { Schema } from '../schema.ts';

type Row<T extends keyof Schema> = Selectable<Schema[T]>;

const Settings = z.record(z.string(), z.string());

export function toWorkspace(row: Row<'workspaces'>): Workspace {
	return {
		workspaceId: row.workspace_id,
		name: row.name,
		region: row.region,
		createdAt: row.created_at,
	};
}

export function toUser(row: Row<'users'>): User {
	return {
		userId: row.user_id,
		workspaceId: row.workspace_id,
		name: row.name,
		role: row.role,
		createdAt: row.created_at,
		...(row.removed_at !== null && { removedAt: row.removed_at }),
	};
}

export function toDevice(row: Omit<Row<'devices'>, 'token_hash'>): Device {
	return {
		deviceId: row.device_id,
		workspaceId: row.workspace_id,
		userId: row.user_id,
		name: row.name,
		createdAt: row.created_at,
		...(row.last_seen_at !== null && { lastSeenAt: row.last_seen_at }),
		...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
	};
}

export function toBranch(row: Row<'branches'>): Branch {
	return {
		branchId: row.branch_id,
		workspaceId: row.workspace_id,
		name: row.name,
		region: row.region,
		timeZone: row.time_zone,
	};
}

export function toConnection(row: Row<'connections'>): Connection {
	return {
		connectionId: row.connection_id,
		workspaceId: row.workspace_id,
		provider: row.provider,
		name: row.name,
		hookKey: row.hook_key,
		...(row.owner_user_id !== null && { ownerUserId: row.owner_user_id }),
		...(row.branch_id !== null && { branchId: row.branch_id }),
		...(row.sealed_secrets !== null && { sealedSecrets: row.sealed_secrets }),
		settings: Settings.parse(JSON.parse(row.settings)),
		createdAt: row.created_at,
		...(row.removed_at !== null && { removedAt: row.removed_at }),
		...(row.last_event_at !== null && { lastEventAt: row.last_event_at }),
	};
}
