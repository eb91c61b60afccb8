import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { SignIn } from '../setup.ts';
import { API } from './api.ts';

/** https://developer.webex.com/docs/api/v1/people/get-my-own-details */
const Person = z.object({
	id: z.string().min(1).max(200),
	emails: z.array(z.string().max(320)).nullish(),
	displayName: z.string().max(500).nullish(),
});

/** https://developer.webex.com/docs/integrations; its answers say how long a sign-in lasts, and each use extends it. */
export const signIn: SignIn = {
	authorizeUrl: `${API}/authorize`,
	tokenUrl: `${API}/access_token`,
	pkce: true,
	extendedByUse: true,
	clientAuthentication: 'post',
	scopes: [
		{
			name: 'spark:calls_read',
			required: true,
			why: {
				en: 'To see who calls.',
				de: 'Um zu sehen, wer anruft.',
				es: 'Para ver quién llama.',
			},
		},
		{
			name: 'spark:people_read',
			required: true,
			why: {
				en: 'To know whose phone it is.',
				de: 'Um zu wissen, wem das Telefon gehört.',
				es: 'Para saber de quién es el teléfono.',
			},
		},
		{
			name: 'spark:calls_write',
			required: false,
			why: {
				en: 'To call back from the card.',
				de: 'Um von der Karte aus zurückzurufen.',
				es: 'Para devolver llamadas desde la tarjeta.',
			},
		},
		{
			name: 'spark:recordings_read',
			required: false,
			why: {
				en: 'To fetch recordings of calls, where the workspace wants them.',
				de: 'Um Aufnahmen von Anrufen zu holen, wo der Arbeitsbereich das wünscht.',
				es: 'Para obtener grabaciones de llamadas, si el espacio de trabajo lo desea.',
			},
		},
	],
	async account({ ask }) {
		const person = await ask({ url: `${API}/people/me`, schema: Person });
		return mapAsked(person, ({ id, emails, displayName }) => ({
			accountId: id,
			label: emails?.[0] ?? displayName ?? id,
		}));
	},
};
