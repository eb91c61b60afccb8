import type { GuideStep } from '../../../lib/contract/setup.ts';
import type { GuideValues } from '../setup.ts';
import { signIn } from './sign-in.ts';

/** One push subscription serves all mailboxes: pushes name theirs. */
const PUSH_PATH = '/api/webhooks/gmail/push';

const same = (text: string) => ({ en: text, de: text, es: text });

const commands = { en: 'Commands', de: 'Befehle', es: 'Comandos' };

/** What an admin does in Google Cloud once; people's own tokens may do none of it. */
export function cloudSteps({ redirectUri, publicUrl }: GuideValues): GuideStep[] {
	const address = `${publicUrl}${PUSH_PATH}`;
	return [project, consent, client(redirectUri), topic, push(address), values];
}

const project: GuideStep = {
	text: {
		en: 'Choose or create a project of your company at Google Cloud. Open the Cloud Shell in it and switch on the two services.',
		de: 'Wählen oder erstellen Sie bei Google Cloud ein Projekt Ihrer Firma. Öffnen Sie darin die Cloud Shell und schalten Sie die beiden Dienste ein.',
		es: 'Elija o cree un proyecto de su empresa en Google Cloud. Abra en él Cloud Shell y active los dos servicios.',
	},
	link: {
		label: { en: 'Open the Cloud Shell', de: 'Cloud Shell öffnen', es: 'Abrir Cloud Shell' },
		url: 'https://console.cloud.google.com/?cloudshell=true',
	},
	copy: [{ label: commands, value: 'gcloud services enable gmail.googleapis.com pubsub.googleapis.com' }],
};

const consent: GuideStep = {
	text: {
		en: 'Set up the consent screen. Choose “Internal” if everybody has an address of your Google Workspace: then nothing has to be reviewed and nobody is signed out after a week. Under Data access add these scopes.',
		de: 'Richten Sie den Zustimmungsbildschirm ein. Wählen Sie „Intern“, wenn alle eine Adresse Ihres Google Workspace haben: Dann muss nichts geprüft werden, und niemand wird nach einer Woche abgemeldet. Fügen Sie unter „Datenzugriff“ diese Bereiche hinzu.',
		es: 'Configure la pantalla de consentimiento. Elija «Interno» si todos tienen una dirección de su Google Workspace: así no hay revisión y nadie pierde la sesión tras una semana. En «Acceso a los datos» añada estos permisos.',
	},
	link: {
		label: {
			en: 'Open the consent screen',
			de: 'Zustimmungsbildschirm öffnen',
			es: 'Abrir la pantalla de consentimiento',
		},
		url: 'https://console.cloud.google.com/auth/overview',
	},
	copy: [
		{ label: { en: 'App name', de: 'Name der App', es: 'Nombre de la aplicación' }, value: 'Ringside' },
		...signIn.scopes.map(({ name, why }) => ({ label: why, value: name })),
	],
};

function client(redirectUri: string): GuideStep {
	return {
		text: {
			en: 'Create an OAuth client of the type “Web application” with this redirect URI. Enter its client ID and secret here.',
			de: 'Erstellen Sie einen OAuth-Client vom Typ „Webanwendung“ mit dieser Weiterleitungs-URI. Tragen Sie seine Client-ID und sein Secret hier ein.',
			es: 'Cree un cliente OAuth de tipo «Aplicación web» con este URI de redirección. Introduzca aquí su ID y su secreto.',
		},
		link: {
			label: { en: 'New OAuth client', de: 'Neuer OAuth-Client', es: 'Nuevo cliente OAuth' },
			url: 'https://console.cloud.google.com/auth/clients/create',
		},
		copy: [
			{ label: { en: 'Name', de: 'Name', es: 'Nombre' }, value: 'Ringside' },
			{ label: same('Redirect URI'), value: redirectUri },
		],
	};
}

const topic: GuideStep = {
	text: {
		en: 'In the Cloud Shell create the topic and let Gmail publish to it.',
		de: 'Erstellen Sie in der Cloud Shell das Topic und erlauben Sie Gmail, dort zu veröffentlichen.',
		es: 'En Cloud Shell cree el tema y permita que Gmail publique en él.',
	},
	copy: [
		{
			label: commands,
			value: `gcloud pubsub topics create ringside-gmail
gcloud pubsub topics add-iam-policy-binding ringside-gmail --member=serviceAccount:gmail-api-push@system.gserviceaccount.com --role=roles/pubsub.publisher`,
		},
	],
	check: 'subscription:watch',
};

function push(address: string): GuideStep {
	return {
		text: {
			en: 'Create a service account for nothing but these pushes, and the push subscription. Google then signs each push in its name.',
			de: 'Erstellen Sie ein Dienstkonto nur für diese Meldungen und die Push-Subscription. Google unterschreibt dann jede Meldung in seinem Namen.',
			es: 'Cree una cuenta de servicio solo para estos avisos y la suscripción push. Google firma entonces cada aviso en su nombre.',
		},
		copy: [
			{
				label: commands,
				value: `gcloud iam service-accounts create ringside-push
gcloud pubsub subscriptions create ringside-gmail --topic=ringside-gmail --push-endpoint=${address} --push-auth-service-account=ringside-push@$(gcloud config get-value project).iam.gserviceaccount.com --push-auth-token-audience=${address}`,
			},
		],
		check: 'deliveries',
	};
}

const values: GuideStep = {
	text: {
		en: 'Have the two values printed, and enter them here.',
		de: 'Lassen Sie sich die beiden Werte ausgeben und tragen Sie sie hier ein.',
		es: 'Muestre los dos valores e introdúzcalos aquí.',
	},
	copy: [
		{
			label: commands,
			value: `gcloud pubsub topics describe ringside-gmail --format='value(name)'
gcloud pubsub subscriptions describe ringside-gmail --format='value(pushConfig.oidcToken.serviceAccountEmail)'`,
		},
	],
};
