import type { WordKey } from '../../ui/words.ts';

/** The server's words (English, kept in its log of tries) and ours for them, each with its mend. */
const known: readonly (readonly [RegExp, WordKey])[] = [
	[/^answered (401|403|407)/, 'webhook_fail_not_allowed'],
	[/^answered 404/, 'webhook_fail_not_found'],
	[/^answered 410/, 'webhook_fail_gone'],
	[/^answered 429/, 'webhook_fail_busy'],
	[/^answered 3\d\d/, 'webhook_fail_redirect'],
	[/^answered 4\d\d/, 'webhook_fail_event'],
	[/^answered \d/, 'webhook_fail_tool'],
	[/^no answer within/, 'webhook_fail_slow'],
	[/^its name has no address/, 'webhook_fail_name'],
	[/^the connection failed/, 'webhook_fail_connection'],
	[/^its address may not be called/, 'webhook_fail_blocked'],
	[/^its secret cannot be read/, 'webhook_fail_secret'],
];

/** Why an event was not taken and what to do; for words newer than this build, in general. */
export function failureWords(found: string): WordKey {
	return known.find(([pattern]) => pattern.test(found))?.[1] ?? 'webhook_fail_other';
}
