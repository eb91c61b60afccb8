import type { FormField, GuideStep } from '../../../lib/contract/setup.ts';
import type { Guide } from '../setup.ts';
import { signIn } from './sign-in.ts';

const same = (text: string) => ({ en: text, de: text, es: text });

const none: FormField[] = [];

const toSignIn: GuideStep = {
	text: {
		en: 'Sign in with your own Webex account and choose “Accept”. From then on your calls ring here.',
		de: 'Melden Sie sich mit Ihrem eigenen Webex-Konto an und wählen Sie „Accept“. Ab dann klingeln Ihre Anrufe auch hier.',
		es: 'Inicie sesión con su propia cuenta de Webex y elija «Accept». Desde entonces sus llamadas suenan también aquí.',
	},
	check: 'sign-in',
};

export const guide: Guide = {
	effort: 'minutes',
	about: {
		en: 'Shows the calls of each person who signs in with her Webex account.',
		de: 'Zeigt die Anrufe aller, die sich mit ihrem Webex-Konto anmelden.',
		es: 'Muestra las llamadas de cada persona que inicia sesión con su cuenta de Webex.',
	},
	app: {
		fields: none,
		steps: ({ redirectUri }) => [
			{
				text: {
					en: 'Create an integration at Webex. Paste these values; choose any icon, and write what you like as description.',
					de: 'Legen Sie bei Webex eine Integration an. Fügen Sie diese Werte ein; Symbol und Beschreibung wählen Sie frei.',
					es: 'Cree una integración en Webex. Pegue estos valores; el icono y la descripción son libres.',
				},
				link: {
					label: {
						en: 'New integration at Webex',
						de: 'Neue Integration bei Webex',
						es: 'Nueva integración en Webex',
					},
					url: 'https://developer.webex.com/my-apps/new/integration',
				},
				copy: [
					{
						label: {
							en: 'Integration name',
							de: 'Name (Integration name)',
							es: 'Nombre (Integration name)',
						},
						value: 'Ringside',
					},
					{ label: same('Redirect URI'), value: redirectUri },
				],
			},
			{
				text: {
					en: 'Under Scopes tick exactly these, then choose “Add Integration”.',
					de: 'Kreuzen Sie unter „Scopes“ genau diese an und wählen Sie „Add Integration“.',
					es: 'En «Scopes» marque exactamente estos y elija «Add Integration».',
				},
				copy: signIn.scopes.map(({ name, why }) => ({ label: why, value: name })),
			},
			{
				text: {
					en: 'Webex shows the Client ID and, this once, the Client Secret. Enter both here.',
					de: 'Webex zeigt die Client ID und, nur dieses eine Mal, das Client Secret. Tragen Sie beide hier ein.',
					es: 'Webex muestra el Client ID y, solo esta vez, el Client Secret. Introduzca ambos aquí.',
				},
			},
		],
	},
	fields: none,
	steps: () => [toSignIn],
};
