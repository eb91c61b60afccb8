import { expect, test } from 'vitest';
import { failureWords } from './failure.ts';

test.each([
	['answered 401', 'webhook_fail_not_allowed'],
	['answered 404', 'webhook_fail_not_found'],
	['answered 410', 'webhook_fail_gone'],
	['answered 429', 'webhook_fail_busy'],
	['answered 307, and redirects are not followed', 'webhook_fail_redirect'],
	['answered 422', 'webhook_fail_event'],
	['answered 500', 'webhook_fail_tool'],
	['no answer within 10 s', 'webhook_fail_slow'],
	['its name has no address', 'webhook_fail_name'],
	['the connection failed', 'webhook_fail_connection'],
	['its address may not be called (internal-address)', 'webhook_fail_blocked'],
	['its secret cannot be read with the key of this server', 'webhook_fail_secret'],
	['something that a later server says', 'webhook_fail_other'],
])('%s has a mend', (found, words) => {
	expect(failureWords(found)).toBe(words);
});
