/** What there is to ask a vendor with, after a sign-in. */
export type AccessToken =
	/** `obtainedAt`: ms since 1970. */
	| { kind: 'token'; token: string; generation: number; obtainedAt: number }
	/** Somebody has to sign in; `reason` says why, for people. */
	| { kind: 'signed-out'; reason: string }
	/** It is not known now; `at`: when to ask again, ms since 1970. */
	| { kind: 'later'; reason: string; at?: number };

/** Keeps the tokens of connections fresh. */
export interface AccessTokens {
	/** A token that is good for the next minutes, refreshed where it would not be. */
	accessToken(workspaceId: string, connectionId: string): Promise<AccessToken>;
	/** After the vendor did not take the token of this generation: another one, unless there is none to be had. */
	renewed(workspaceId: string, connectionId: string, refused: number): Promise<AccessToken>;
}
