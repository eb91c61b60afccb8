import type { FormField } from '../../../lib/contract/setup.ts';
import type { Guide } from '../setup.ts';
import { cloudSteps } from './cloud-steps.ts';

const appFields: FormField[] = [
	{
		name: 'topicName',
		kind: 'text',
		required: true,
		label: { en: 'Topic', de: 'Topic', es: 'Tema (topic)' },
		help: {
			en: 'The first line that the commands printed.',
			de: 'Die erste Zeile, die die Befehle ausgegeben haben.',
			es: 'La primera línea que mostraron los comandos.',
		},
		placeholder: 'projects/…/topics/ringside-gmail',
	},
	{
		name: 'pushServiceAccount',
		kind: 'email',
		required: true,
		label: { en: 'Service account', de: 'Dienstkonto', es: 'Cuenta de servicio' },
		help: {
			en: 'The second line. Pushes of any other account are refused.',
			de: 'Die zweite Zeile. Meldungen jedes anderen Kontos werden abgelehnt.',
			es: 'La segunda línea. Se rechazan los avisos de cualquier otra cuenta.',
		},
		placeholder: 'ringside-push@….iam.gserviceaccount.com',
	},
	{
		name: 'publishing',
		kind: 'choice',
		required: true,
		label: {
			en: 'Who may sign in, as set on the consent screen',
			de: 'Wer sich anmelden darf, laut Zustimmungsbildschirm',
			es: 'Quién puede iniciar sesión, según la pantalla de consentimiento',
		},
		choices: [
			{
				value: 'internal',
				label: {
					en: 'Internal: people of our Google Workspace',
					de: 'Intern: Personen unseres Google Workspace',
					es: 'Interno: personas de nuestro Google Workspace',
				},
			},
			{
				value: 'production',
				label: {
					en: 'External, in production',
					de: 'Extern, in Produktion',
					es: 'Externo, en producción',
				},
			},
			{
				value: 'testing',
				label: {
					en: 'External, testing: everybody signs in again each week',
					de: 'Extern, im Test: Alle melden sich jede Woche neu an',
					es: 'Externo, en pruebas: cada semana hay que iniciar sesión de nuevo',
				},
			},
		],
	},
	{
		name: 'audience',
		kind: 'text',
		required: false,
		label: { en: 'Audience', de: 'Zielgruppe (Audience)', es: 'Audiencia' },
		help: {
			en: 'Only where your push subscription has another one than the address in the commands.',
			de: 'Nur wenn Ihre Push-Subscription eine andere hat als die Adresse in den Befehlen.',
			es: 'Solo si su suscripción push tiene otra distinta de la dirección de los comandos.',
		},
	},
];

export const guide: Guide = {
	effort: 'hour',
	about: {
		en: 'Shows mails of people you know in their conversation, for each person who signs in with her Google account.',
		de: 'Zeigt Mails bekannter Personen in deren Verlauf, für alle, die sich mit ihrem Google-Konto anmelden.',
		es: 'Muestra los correos de personas conocidas en su conversación, para cada persona que inicia sesión con su cuenta de Google.',
	},
	app: { fields: appFields, steps: cloudSteps },
	fields: [],
	steps: () => [
		{
			text: {
				en: 'Sign in with your own Google account and leave every tick where it is. Mails with people you know then appear in their conversation.',
				de: 'Melden Sie sich mit Ihrem eigenen Google-Konto an und lassen Sie alle Häkchen stehen. Mails mit bekannten Personen erscheinen dann in deren Verlauf.',
				es: 'Inicie sesión con su propia cuenta de Google y deje marcadas todas las casillas. Los correos con personas conocidas aparecen entonces en su conversación.',
			},
			check: 'sign-in',
		},
	],
};
