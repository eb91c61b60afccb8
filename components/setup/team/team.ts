import type {
	AgentToLink,
	BranchList,
	DeviceView,
	Invite,
	Role,
	UserView,
} from '../../../lib/contract/index.ts';

/** What the server says of the team; undefined until it has answered. */
export interface TeamData {
	users?: readonly UserView[];
	devices?: readonly DeviceView[];
	branches?: BranchList;
	/** Agents of recent calls of whom nobody has said who it is. */
	unlinkedAgents?: readonly AgentToLink[];
}

export interface TeamActions {
	addUser(entry: { name: string; role: Role }): void;
	renameUser(userId: string, name: string): void;
	changeRole(userId: string, role: Role): void;
	removeUser(userId: string): void;
	invite(userId: string): void;
	revokeDevice(deviceId: string): void;
	addBranch(entry: { name: string; region: string; timeZone: string }): void;
	renameBranch(branchId: string, name: string): void;
	removeBranch(branchId: string): void;
	ownNumber(branchId: string, e164: string): void;
	joinBranch(branchId: string, userId: string): void;
	linkAgent(agent: AgentToLink, userId: string): void;
	copy(text: string): void;
}

/** An invite just made, and for whom. */
export interface MadeInvite extends Invite {
	userId: string;
}
