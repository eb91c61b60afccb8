import { z } from 'zod';
import type { Text } from '../../../lib/contract/text.ts';
import { mapAsked } from '../pages.ts';
import type { SignIn } from '../setup.ts';
import { EXTENSION, PLATFORM } from './api.ts';
import { ProviderId } from './schema.ts';

/** https://developers.ringcentral.com/api-reference/Extensions/readExtension */
const Extension = z.object({
	id: ProviderId,
	name: z.string().max(500).nullish(),
	extensionNumber: z.string().max(50).nullish(),
	contact: z.object({ email: z.string().max(320).nullish() }).nullish(),
});

interface Permission {
	/** As the developer console calls it. */
	title: string;
	/** As a token names it. */
	name: string;
	required: boolean;
	why: Text;
}

/** What the app is given in the developer console; people sign in to all of it. */
export const permissions: Permission[] = [
	{
		title: 'Call Control',
		name: 'CallControl',
		required: true,
		why: { en: 'To see who calls.', de: 'Um zu sehen, wer anruft.', es: 'Para ver quién llama.' },
	},
	{
		title: 'Read Accounts',
		name: 'ReadAccounts',
		required: true,
		why: {
			en: 'To know whose phone it is.',
			de: 'Um zu wissen, wem das Telefon gehört.',
			es: 'Para saber de quién es el teléfono.',
		},
	},
	{
		title: 'Webhook Subscriptions',
		name: 'SubscriptionWebhook',
		// The console and tokens spell it differently; without it the subscription is refused, which is told.
		required: false,
		why: {
			en: 'To be told of calls while they ring.',
			de: 'Um von Anrufen zu erfahren, während es klingelt.',
			es: 'Para enterarse de las llamadas mientras suenan.',
		},
	},
	{
		title: 'Read Messages',
		name: 'ReadMessages',
		required: false,
		why: {
			en: 'To show text messages and voicemails.',
			de: 'Um SMS und Sprachnachrichten zu zeigen.',
			es: 'Para mostrar SMS y mensajes de voz.',
		},
	},
	{
		title: 'SMS',
		name: 'SMS',
		required: false,
		why: { en: 'To answer by text message.', de: 'Um per SMS zu antworten.', es: 'Para responder por SMS.' },
	},
	{
		title: 'Read Call Log',
		name: 'ReadCallLog',
		required: false,
		why: {
			en: 'To read calls that were missed while the server was away.',
			de: 'Um Anrufe nachzulesen, die in einer Pause des Servers kamen.',
			es: 'Para leer las llamadas que llegaron mientras el servidor no estaba.',
		},
	},
	{
		title: 'Read Call Recording',
		name: 'ReadCallRecording',
		required: false,
		why: {
			en: 'To fetch recordings, where the workspace wants them.',
			de: 'Um Aufnahmen zu holen, wo der Arbeitsbereich das wünscht.',
			es: 'Para obtener grabaciones, si el espacio de trabajo lo desea.',
		},
	},
	{
		title: 'RingOut',
		name: 'RingOut',
		required: false,
		why: {
			en: 'To call back from the card.',
			de: 'Um von der Karte aus zurückzurufen.',
			es: 'Para devolver llamadas desde la tarjeta.',
		},
	},
];

/** Each refresh gives a new refresh token for a week, and says so. https://developers.ringcentral.com/guide/authentication/auth-code-pkce-flow */
export const signIn: SignIn = {
	authorizeUrl: `${PLATFORM}/restapi/oauth/authorize`,
	tokenUrl: `${PLATFORM}/restapi/oauth/token`,
	revokeUrl: `${PLATFORM}/restapi/oauth/revoke`,
	pkce: true,
	extendedByUse: true,
	clientAuthentication: 'basic',
	scopes: permissions.map(({ name, required, why }) => ({ name, required, why })),
	async account({ ask }) {
		const extension = await ask({ url: EXTENSION, schema: Extension });
		return mapAsked(extension, ({ id, name, extensionNumber, contact }) => ({
			accountId: id,
			label: contact?.email || name || extensionNumber || id,
		}));
	},
};
