import type { Role } from '../../lib/contract/primitives.ts';

export interface Workspace {
	workspaceId: string;
	name: string;
	region: string;
	createdAt: number;
}

export interface User {
	userId: string;
	workspaceId: string;
	name: string;
	role: Role;
	createdAt: number;
	removedAt?: number;
}

export interface Device {
	deviceId: string;
	workspaceId: string;
	userId: string;
	name: string;
	createdAt: number;
	lastSeenAt?: number;
	revokedAt?: number;
}

export interface Branch {
	branchId: string;
	workspaceId: string;
	name: string;
	region: string;
	timeZone: string;
}

export interface Connection {
	connectionId: string;
	workspaceId: string;
	provider: string;
	name: string;
	/** Last part of the hook's address; unguessable. */
	hookKey: string;
	/** Owner of a personal connection. */
	ownerUserId?: string;
	branchId?: string;
	/** JSON sealed by server/secrets; undefined when no secret is configured. */
	sealedSecrets?: string;
	settings: Record<string, string>;
	createdAt: number;
	removedAt?: number;
	/** Addresses that stood in its places at the vendor before it: what comes is passed on to each of them. */
	passesOnTo?: string[];
	/** When it last delivered something that was not refused. */
	lastEventAt?: number;
}

/** Which of our users an agent of a provider is. */
export interface AgentLink {
	connectionId: string;
	/** The provider's own id of the agent, else the name that it gives. */
	agentKey: string;
	userId: string;
}

/**
 * Everything routing and audience need of one workspace, small enough to keep in memory. Without removed users;
 * with removed connections (no secrets), because their past events still have an owner.
 */
export interface Directory {
	workspace: Workspace;
	users: User[];
	connections: Connection[];
	branches: (Branch & { numbers: string[]; userIds: string[] })[];
	/** Of users who are still there. */
	agents: AgentLink[];
	/** Ids of devices that may connect, with their users. */
	devices: Device[];
}
