import { toInstant } from '../../clock.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const YEAR_10000 = Date.UTC(10_000, 0);

/**
 * The call of a session. Webhooks on calls name a session in base64url, recordings the same one as a plain UUID.
 * https://developer.webex.com/docs/api/guides/consolidated-metadata-documentation-and-samples-guide
 */
export function callIdOf(callSessionId: string): string {
	const told = UUID.test(callSessionId)
		? Buffer.from(callSessionId.toLowerCase()).toString('base64url')
		: callSessionId;
	return `webex-${told}`;
}

/** ISO 8601 in UTC; undefined for what is no time. */
export function instant(text: string | null | undefined): string | undefined {
	const ms = Date.parse(text ?? '');
	return Number.isFinite(ms) && ms >= 0 && ms < YEAR_10000 ? toInstant(ms) : undefined;
}
