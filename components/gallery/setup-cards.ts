import type { GuideStep, ProviderCard } from '../../lib/contract/setup.ts';

export const text = (en: string, de: string, es: string) => ({ en, de, es });

const appSteps: GuideStep[] = [
	{
		text: text(
			'Create an integration at Webex.',
			'Legen Sie bei Webex eine Integration an.',
			'Cree una integración en Webex.',
		),
		link: {
			label: text(
				'Webex for Developers: new integration',
				'Webex for Developers: neue Integration',
				'Webex for Developers: nueva integración',
			),
			url: 'https://developer.webex.com/my-apps/new/integration',
		},
	},
	{
		text: text('Paste these values there.', 'Fügen Sie dort diese Werte ein.', 'Pegue allí estos valores.'),
		copy: [
			{ label: text('Name', 'Name', 'Nombre'), value: 'Ringside' },
			{
				label: text('Redirect URI', 'Redirect-URI', 'URI de redirección'),
				value: 'https://ringside.nordlicht.example/oauth/callback',
			},
		],
	},
	{
		text: text(
			'Copy Client ID and Client Secret from there into the fields below.',
			'Kopieren Sie Client ID und Client Secret von dort in die Felder unten.',
			'Copie de allí el Client ID y el Client Secret en los campos de abajo.',
		),
	},
];

export const pasteSteps: GuideStep[] = [
	{
		text: text(
			'Open the automations at CloudTalk and add one for “Call started”.',
			'Öffnen Sie bei CloudTalk die Automatisierungen und legen Sie eine für „Anruf begonnen“ an.',
			'Abra las automatizaciones de CloudTalk y añada una para «Llamada iniciada».',
		),
		check: 'opened',
	},
	{
		text: text(
			'Paste address and token.',
			'Fügen Sie Adresse und Token ein.',
			'Pegue la dirección y el token.',
		),
		copy: [
			{
				label: text('Address', 'Adresse', 'Dirección'),
				value: 'https://ringside.nordlicht.example/hooks/cloudtalk/4Jx9vQ2mT7',
			},
			{ label: text('Bearer token', 'Bearer-Token', 'Token Bearer'), value: 'rs_6hQ0wYpL3nZk8' },
		],
	},
];

export const cards: ProviderCard[] = [
	{
		provider: 'webex',
		label: 'Webex Calling',
		documentation: 'https://developer.webex.com/docs',
		ownedBy: 'user',
		connectBy: 'sign-in',
		effort: 'minutes',
		about: text(
			'Each person signs in to her own phone.',
			'Jede Person meldet sich an ihrem eigenen Telefon an.',
			'Cada persona inicia sesión en su propio teléfono.',
		),
		app: { isEntered: true, clientId: 'C9b1', fields: [], steps: appSteps },
		fields: [],
		steps: [],
	},
	{
		provider: 'cloudtalk',
		label: 'CloudTalk',
		documentation: 'https://help.cloudtalk.io/',
		ownedBy: 'workspace',
		connectBy: 'paste',
		effort: 'minutes',
		about: text(
			'Calls of the whole team, by automations.',
			'Anrufe des ganzen Teams, über Automatisierungen.',
			'Llamadas de todo el equipo, por automatizaciones.',
		),
		fields: [],
		steps: pasteSteps,
	},
	{
		provider: 'retell',
		label: 'Retell AI',
		documentation: 'https://docs.retellai.com/',
		ownedBy: 'workspace',
		connectBy: 'key',
		effort: 'minutes',
		about: text(
			'Calls of your voice assistants.',
			'Anrufe Ihrer Sprachassistenten.',
			'Llamadas de sus asistentes de voz.',
		),
		fields: [
			{
				name: 'secret',
				label: text(
					'API key (the one with the webhook badge)',
					'API-Schlüssel (der mit dem Webhook-Zeichen)',
					'Clave API (la del distintivo de webhook)',
				),
				kind: 'secret',
				required: true,
			},
		],
		steps: [
			{
				text: text(
					'Copy the API key from Retell’s dashboard.',
					'Kopieren Sie den API-Schlüssel aus dem Retell-Dashboard.',
					'Copie la clave API del panel de Retell.',
				),
				link: {
					label: text('Retell: API keys', 'Retell: API-Schlüssel', 'Retell: claves API'),
					url: 'https://dashboard.retellai.com/',
				},
			},
		],
	},
	{
		provider: 'gmail',
		label: 'Gmail',
		documentation: 'https://developers.google.com/workspace/gmail',
		ownedBy: 'user',
		connectBy: 'sign-in',
		effort: 'hour',
		about: text(
			'Mail of each person, in the conversation.',
			'Mails jeder Person, in der Unterhaltung.',
			'Correo de cada persona, en la conversación.',
		),
		app: { isEntered: false, fields: [], steps: [] },
		fields: [],
		steps: [],
	},
];
