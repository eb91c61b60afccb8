import type { Device, User, Workspace } from './entities.ts';

/** A code that many people may sign up with; each becomes a member. Times are ms since 1970, UTC. */
export interface SignupCode {
	codeId: string;
	workspaceId: string;
	/** How many people it lets in, and how many it has. */
	uses: number;
	used: number;
	createdAt: number;
	expiresAt: number;
	revokedAt?: number;
}

export type SignedUp =
	| { kind: 'paired'; device: Device; user: User; workspace: Workspace }
	/** `used`: as many as it lets in are in. Revoked ones are unknown. */
	| { kind: 'unknown' | 'used' | 'expired' };

export interface SignupCodes {
	/** `codeHash`: SHA-256 of the code (hex). */
	createSignupCode(code: Omit<SignupCode, 'used' | 'revokedAt'> & { codeHash: string }): Promise<void>;
	/** Oldest first, with those that let nobody in any more. */
	signupCodes(workspaceId: string): Promise<SignupCode[]>;
	revokeSignupCode(workspaceId: string, codeId: string, now: number): Promise<boolean>;
	/** Makes the member and her device. Atomic: never more people than uses, however many come at once. */
	signUp(
		codeHash: string,
		now: number,
		fresh: {
			user: { userId: string; name: string };
			device: { deviceId: string; name: string; tokenHash: string };
		},
	): Promise<SignedUp>;
}
