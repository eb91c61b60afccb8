import { z } from 'zod';
import type { HookConnection } from '../provider.ts';

/** https://www.twilio.com/docs/usage/api */
const ORIGIN = 'https://api.twilio.com';

/** Address of something of the account, e.g. `/Calls.json`. */
export function accountUrl({ secrets }: HookConnection, path: string): string {
	return `${ORIGIN}/2010-04-01/Accounts/${encodeURIComponent(secrets.accountSid ?? '')}${path}`;
}

/** A list comes in pages, each naming the next one without the host. */
export const NextPage = z
	.string()
	.regex(/^\/2010-04-01\//)
	.transform((path) => `${ORIGIN}${path}`)
	.nullish()
	.transform((url) => url ?? undefined);

/** Account SID and auth token. */
export function authorization({ accountSid, secret }: Record<string, string>) {
	if (!accountSid?.trim() || !secret?.trim()) return undefined;
	const pair = Buffer.from(`${accountSid.trim()}:${secret.trim()}`).toString('base64');
	return { name: 'authorization', value: `Basic ${pair}` };
}
