import type { Guide } from '../setup.ts';
import { permissions } from './sign-in.ts';

const same = (text: string) => ({ en: text, de: text, es: text });

export const guide: Guide = {
	effort: 'minutes',
	about: {
		en: 'Shows calls, text messages and voicemails of each person who signs in with her RingCentral account.',
		de: 'Zeigt Anrufe, SMS und Sprachnachrichten aller, die sich mit ihrem RingCentral-Konto anmelden.',
		es: 'Muestra llamadas, SMS y mensajes de voz de cada persona que inicia sesión con su cuenta de RingCentral.',
	},
	app: {
		fields: [],
		steps: ({ redirectUri }) => [
			{
				text: {
					en: 'Create an app at RingCentral: type “REST API App”, authentication “3-legged OAuth flow authorization code” with “Server-side web app” and refresh token. Paste these values.',
					de: 'Legen Sie bei RingCentral eine App an: Typ „REST API App“, Anmeldung „3-legged OAuth flow authorization code“ mit „Server-side web app“ und Refresh Token. Fügen Sie diese Werte ein.',
					es: 'Cree una aplicación en RingCentral: tipo «REST API App», autenticación «3-legged OAuth flow authorization code» con «Server-side web app» y refresh token. Pegue estos valores.',
				},
				link: {
					label: {
						en: 'New app at RingCentral',
						de: 'Neue App bei RingCentral',
						es: 'Nueva aplicación en RingCentral',
					},
					url: 'https://developers.ringcentral.com/new-app',
				},
				copy: [
					{ label: same('App Name'), value: 'Ringside' },
					{ label: same('OAuth Redirect URI'), value: redirectUri },
				],
			},
			{
				text: {
					en: 'Under Security give the app exactly these permissions. Choose “private”: only people of your company sign in.',
					de: 'Geben Sie der App unter „Security“ genau diese Rechte. Wählen Sie „private“: Nur Ihre eigenen Leute melden sich an.',
					es: 'En «Security» dé a la aplicación exactamente estos permisos. Elija «private»: solo inicia sesión gente de su empresa.',
				},
				copy: permissions.map(({ title, why }) => ({ label: why, value: title })),
			},
			{
				text: {
					en: 'RingCentral shows Client ID and Client Secret of the app. Enter both here; take those for production, not for the sandbox.',
					de: 'RingCentral zeigt Client ID und Client Secret der App. Tragen Sie beide hier ein; nehmen Sie die für „Production“, nicht die der „Sandbox“.',
					es: 'RingCentral muestra el Client ID y el Client Secret de la aplicación. Introduzca ambos aquí; use los de producción, no los de «Sandbox».',
				},
				link: {
					label: { en: 'Your apps', de: 'Ihre Apps', es: 'Sus aplicaciones' },
					url: 'https://developers.ringcentral.com/my-account.html#/applications',
				},
			},
		],
	},
	fields: [],
	steps: () => [
		{
			text: {
				en: 'Sign in with your own RingCentral account and choose “Authorize”. From then on your calls ring here.',
				de: 'Melden Sie sich mit Ihrem eigenen RingCentral-Konto an und wählen Sie „Authorize“. Ab dann klingeln Ihre Anrufe auch hier.',
				es: 'Inicie sesión con su propia cuenta de RingCentral y elija «Authorize». Desde entonces sus llamadas suenan también aquí.',
			},
			check: 'sign-in',
		},
	],
};
