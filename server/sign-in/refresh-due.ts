/** Before this little is left, a token is refreshed, however long it lives, ms. */
const LEAST_LEFT_MS = 10 * 60_000;

/**
 * When a token is to be refreshed, ms since 1970: while a third of its life is left, or ten minutes, whichever comes
 * first; of tokens that live no longer than that, while half of it is left.
 */
export function refreshDueAt({ obtainedAt, expiresAt }: { obtainedAt: number; expiresAt: number }): number {
	const lifetime = Math.max(expiresAt - obtainedAt, 0);
	const ahead = Math.max(lifetime / 3, Math.min(LEAST_LEFT_MS, lifetime / 2));
	return expiresAt - ahead;
}
