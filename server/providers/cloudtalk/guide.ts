import type { GuideStep } from '../../../lib/contract/setup.ts';
import type { Guide, GuideValues } from '../setup.ts';
import { type Automation, automations } from './templates.ts';

const dashboard = {
	label: { en: 'Open CloudTalk', de: 'CloudTalk öffnen', es: 'Abrir CloudTalk' },
	url: 'https://my.cloudtalk.io/',
};

export const guide: Guide = {
	effort: 'minutes',
	about: {
		en: 'Shows CloudTalk calls and text messages. CloudTalk has no page for webhooks: one automation is made for each event.',
		de: 'Zeigt Anrufe und SMS von CloudTalk. CloudTalk hat keine Seite für Webhooks: Für jedes Ereignis wird eine Automation angelegt.',
		es: 'Muestra llamadas y SMS de CloudTalk. CloudTalk no tiene página de webhooks: se crea una automatización por cada evento.',
	},
	fields: [
		{
			name: 'accessKeyId',
			kind: 'text',
			required: false,
			label: { en: 'Access key ID', de: 'Access Key ID', es: 'Access Key ID' },
			help: {
				en: 'With the key, calls that came while the server was down are read afterwards. It may stay empty.',
				de: 'Mit dem Schlüssel werden Anrufe nachgelesen, die während eines Ausfalls kamen. Das Feld darf leer bleiben.',
				es: 'Con la clave se leen después las llamadas que llegaron durante una caída. Puede quedar vacío.',
			},
		},
		{
			name: 'accessKeySecret',
			kind: 'secret',
			required: false,
			label: { en: 'Access key secret', de: 'Access Key Secret', es: 'Access Key Secret' },
			help: {
				en: 'In CloudTalk under Account → Settings → API keys. It may read and change the whole account.',
				de: 'In CloudTalk unter „Account → Settings → API keys“. Er darf das ganze Konto lesen und ändern.',
				es: 'En CloudTalk, en «Account → Settings → API keys». Puede leer y cambiar toda la cuenta.',
			},
		},
	],
	steps: (values) => [
		{
			text: {
				en: 'In CloudTalk open Account → Workflow Automations. Every automation below gets the action “API Request” with the method POST, this address and this header.',
				de: 'Öffnen Sie in CloudTalk „Account → Workflow Automations“. Jede der folgenden Automationen bekommt die Aktion „API Request“ mit der Methode POST, dieser Adresse und diesem Header.',
				es: 'En CloudTalk abra «Account → Workflow Automations». Cada automatización lleva la acción «API Request» con el método POST, esta dirección y esta cabecera.',
			},
			link: dashboard,
			...addressOf(values),
		},
		...automations.map(automationStep),
	],
};

function addressOf({ hookUrl, secrets }: GuideValues): Pick<GuideStep, 'copy'> {
	if (!hookUrl) return {};
	const { secret } = secrets ?? {};
	const copy = [{ label: { en: 'Endpoint URL', de: 'Endpoint URL', es: 'Endpoint URL' }, value: hookUrl }];
	if (!secret) return { copy };
	const header = { en: 'Header Authorization', de: 'Header Authorization', es: 'Cabecera Authorization' };
	return { copy: [...copy, { label: header, value: `Bearer ${secret}` }] };
}

/** The first ring shows that address and token are right; deliveries do not tell which automation sent them. */
function automationStep({ trigger, event, values }: Automation): GuideStep {
	const hasPicked = Object.values(values).includes('…');
	return {
		text: {
			en: `Make an automation with the trigger “${trigger}” and enter these values.${hasPicked ? ' Where … stands, pick the property from CloudTalk’s list.' : ''}`,
			de: `Legen Sie eine Automation mit dem Auslöser „${trigger}“ an und tragen Sie diese Werte ein.${hasPicked ? ' Wo … steht, wählen Sie die Eigenschaft aus der Liste von CloudTalk.' : ''}`,
			es: `Cree una automatización con el disparador «${trigger}» e introduzca estos valores.${hasPicked ? ' Donde pone …, elija la propiedad en la lista de CloudTalk.' : ''}`,
		},
		copy: [
			{ label: { en: 'Values', de: 'Values', es: 'Values' }, value: JSON.stringify(values, undefined, 2) },
		],
		...(event === 'call.started' && { check: 'deliveries' }),
	};
}
