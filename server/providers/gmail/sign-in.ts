import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { SignIn } from '../setup.ts';
import { MAILBOX } from './api.ts';

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/getProfile */
const Profile = z.object({ emailAddress: z.email().max(320) });

/** Google ends each sign-in after a week while the app's consent screen is in testing. */
const TESTING_MS = 7 * 24 * 60 * 60 * 1_000;

/** https://developers.google.com/identity/protocols/oauth2/web-server */
export const signIn: SignIn = {
	authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
	tokenUrl: 'https://oauth2.googleapis.com/token',
	revokeUrl: 'https://oauth2.googleapis.com/revoke',
	pkce: true,
	clientAuthentication: 'post',
	// Without `consent` a second sign-in would bring no refresh token.
	parameters: { access_type: 'offline', prompt: 'consent' },
	scopes: [
		{
			name: 'https://www.googleapis.com/auth/gmail.readonly',
			required: true,
			why: {
				en: 'To show mails of people you know in their conversation.',
				de: 'Um Mails bekannter Personen in deren Verlauf zu zeigen.',
				es: 'Para mostrar los correos de personas conocidas en su conversación.',
			},
		},
		{
			name: 'https://www.googleapis.com/auth/gmail.send',
			required: false,
			why: {
				en: 'To answer a mail from the conversation.',
				de: 'Um aus dem Verlauf heraus auf eine Mail zu antworten.',
				es: 'Para responder a un correo desde la conversación.',
			},
		},
	],
	lifetimeMs: ({ publishing }) => (publishing === 'testing' ? TESTING_MS : undefined),
	async account({ ask }) {
		const profile = await ask({ url: `${MAILBOX}profile`, schema: Profile });
		return mapAsked(profile, ({ emailAddress }) => ({
			accountId: emailAddress.toLowerCase(),
			label: emailAddress,
			settings: { mailbox: emailAddress },
		}));
	},
};
