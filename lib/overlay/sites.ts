import { MatchPattern } from 'wxt/utils/match-patterns';

/** Whether a page lies on one of the granted match patterns. A pattern we cannot read grants nothing. */
export function isOnSite(url: string, patterns: readonly string[]): boolean {
	return patterns.some((pattern) => {
		try {
			return new MatchPattern(pattern).includes(url);
		} catch {
			return false;
		}
	});
}
