import type { Account, SignIn } from '../providers/setup.ts';
import type { App, Tokens } from '../store/ports.ts';
import type { Granted } from './token-answer.ts';
import type { TokenPair } from './token-text.ts';

type Grant = Extract<Granted, { kind: 'granted' }>;

/** When somebody has to sign in again, ms since 1970, counted from the sign-in; undefined: not known to end. */
export function signInEnd(signIn: SignIn, grant: Grant, app: App): number | undefined {
	if (signIn.extendedByUse) return undefined;
	if (grant.refreshExpiresAt !== undefined) return grant.refreshExpiresAt;
	const lifetime = signIn.lifetimeMs?.(app.settings);
	return lifetime === undefined ? undefined : grant.obtainedAt + lifetime;
}

/** Less than this tells nothing of whether the end moves: it is given in whole seconds. */
const TELLING_MS = 2 * 60_000;

/** The same after a refresh: an end that moved along with the use is none to warn of, one that stayed is. */
export function signInEndAfter(
	{ signInEndsAt }: Pick<Tokens, 'signInEndsAt'>,
	before: Pick<TokenPair, 'obtainedAt' | 'refreshExpiresAt'>,
	grant: Grant,
): number | undefined {
	const told = grant.refreshExpiresAt;
	if (told === undefined || before.refreshExpiresAt === undefined) return told ?? signInEndsAt;
	const used = grant.obtainedAt - before.obtainedAt;
	if (used < TELLING_MS) return signInEndsAt;
	return told - before.refreshExpiresAt > used / 2 ? undefined : told;
}

/** Scopes that the person did not allow although nothing works without them. */
export function missingScopes({ scopes }: SignIn, granted: readonly string[]): SignIn['scopes'] {
	return scopes.filter(({ name, required }) => required && !granted.includes(name));
}

/** What a sign-in leaves behind. */
export function tokensOf(
	{ workspaceId, connectionId }: Pick<Tokens, 'workspaceId' | 'connectionId'>,
	{
		account,
		grant,
		sealed,
		scopes,
		signInEndsAt,
	}: {
		account: Account;
		grant: Grant;
		sealed: string;
		scopes: string[];
		signInEndsAt: number | undefined;
	},
): Omit<Tokens, 'generation' | 'refreshingUntil'> {
	return {
		...{ workspaceId, connectionId, accountId: account.accountId, accountLabel: account.label.slice(0, 200) },
		...{ scopes, sealed, accessExpiresAt: grant.accessExpiresAt, state: 'ok' },
		...(signInEndsAt !== undefined && { signInEndsAt }),
	};
}
