import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { CheckKey } from '../setup.ts';
import { accountUrl } from './api.ts';

const Account = z.object({ friendly_name: z.string().max(500).nullish() });

/** The account itself: https://www.twilio.com/docs/iam/api/account#fetch-an-account-resource */
export const checkKey: CheckKey = async ({ ask, connection }) => {
	const account = await ask({ url: accountUrl(connection, '.json'), schema: Account });
	// The account stands in the address, so a wrong one is not found.
	if (account.kind === 'gone') return { kind: 'signed-out' };
	return mapAsked(account, ({ friendly_name: name }) => (name ? { label: name } : {}));
};
