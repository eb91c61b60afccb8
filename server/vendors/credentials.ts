import type { FoundConnection } from '../intake/connections.ts';
import type { Provider } from '../providers/provider.ts';
import type { AccessToken, AccessTokens } from './access-token.ts';

/** The header that proves who asks, or why there is none. */
export type Proof = { kind: 'header'; name: string; value: string } | Exclude<AccessToken, { kind: 'token' }>;

export interface Credentials {
	now(): Promise<Proof>;
	/** After it was refused, once; undefined: there is no other. */
	renewed(): Promise<Proof | undefined>;
}

/** A token that was obtained so recently is not refused for its age. */
const YOUNG_MS = 60_000;

/** Of a connection: its token where people sign in, else what the manifest makes of its secrets. */
export function credentialsOf(
	provider: Pick<Provider, 'signIn' | 'authorization' | 'label'>,
	{ connection, workspaceId }: FoundConnection,
	{ tokens, now }: { tokens: AccessTokens; now(): number },
): Credentials {
	const { connectionId, secrets } = connection;
	if (!provider.signIn)
		return { now: async () => keyProof(provider, secrets), renewed: async () => undefined };
	let used: Extract<AccessToken, { kind: 'token' }> | undefined;
	const proofOf = (token: AccessToken): Proof => {
		if (token.kind !== 'token') return token;
		used = token;
		return bearer(token.token);
	};
	return {
		now: async () => {
			const token = await tokens.accessToken(workspaceId, connectionId);
			const key = keyProof(provider, secrets);
			// A token entered by hand does where nobody has signed in.
			return token.kind === 'signed-out' && key.kind === 'header' ? key : proofOf(token);
		},
		renewed: async () => {
			if (!used || now() - used.obtainedAt < YOUNG_MS) return undefined;
			return proofOf(await tokens.renewed(workspaceId, connectionId, used.generation));
		},
	};
}

/** Of a sign-in that has just happened and belongs to no connection yet. */
export function bearerCredentials(token: string): Credentials {
	return { now: async () => bearer(token), renewed: async () => undefined };
}

function bearer(token: string): Proof {
	return { kind: 'header', name: 'authorization', value: `Bearer ${token}` };
}

function keyProof(
	{ authorization, label }: Pick<Provider, 'authorization' | 'label'>,
	secrets: Record<string, string>,
): Proof {
	const header = authorization?.(secrets);
	if (!header) return { kind: 'signed-out', reason: `There is no key for ${label}.` };
	return { kind: 'header', name: header.name.toLowerCase(), value: header.value };
}
