import type { Guide } from '../setup.ts';

const keys = {
	label: { en: 'Open ElevenLabs', de: 'ElevenLabs öffnen', es: 'Abrir ElevenLabs' },
	url: 'https://elevenlabs.io/app/developers/api-keys',
};

const settings = {
	label: { en: 'Open the settings', de: 'Einstellungen öffnen', es: 'Abrir los ajustes' },
	url: 'https://elevenlabs.io/app/agents/settings',
};

export const guide: Guide = {
	effort: 'minutes',
	about: {
		en: 'Shows the calls that an ElevenLabs assistant held, with what was said, a minute after they end.',
		de: 'Zeigt die Anrufe eines ElevenLabs-Assistenten mit dem Gesagten, eine Minute nach dem Ende.',
		es: 'Muestra las llamadas de un asistente de ElevenLabs, con lo que se dijo, un minuto después de terminar.',
	},
	fields: [
		{
			name: 'apiKey',
			kind: 'secret',
			required: true,
			label: { en: 'API key', de: 'API-Schlüssel', es: 'Clave de API' },
			help: {
				en: 'Made by an admin of the ElevenLabs workspace.',
				de: 'Angelegt von einem Admin des ElevenLabs-Workspace.',
				es: 'Creada por un administrador del espacio de trabajo de ElevenLabs.',
			},
			placeholder: 'sk_…',
		},
		{
			name: 'recordings',
			kind: 'choice',
			required: false,
			label: { en: 'Send recordings along', de: 'Aufnahmen mitsenden', es: 'Enviar también las grabaciones' },
			help: {
				en: 'Only where the people called know that they are recorded.',
				de: 'Nur wenn die Angerufenen wissen, dass aufgenommen wird.',
				es: 'Solo si las personas llamadas saben que se las graba.',
			},
			choices: [
				{ value: 'no', label: { en: 'No', de: 'Nein', es: 'No' } },
				{ value: 'yes', label: { en: 'Yes', de: 'Ja', es: 'Sí' } },
			],
		},
	],
	steps: () => [
		{
			text: {
				en: 'At ElevenLabs open Developers → API keys and create a key. It must be allowed to read and change ElevenAgents and workspace webhooks. Enter it here.',
				de: 'Öffnen Sie bei ElevenLabs „Developers → API keys“ und legen Sie einen Schlüssel an. Er muss ElevenAgents und Workspace-Webhooks lesen und ändern dürfen. Tragen Sie ihn hier ein.',
				es: 'En ElevenLabs abra «Developers → API keys» y cree una clave. Debe poder leer y cambiar ElevenAgents y los webhooks del espacio de trabajo. Introdúzcala aquí.',
			},
			link: keys,
		},
		{
			text: {
				en: 'Ringside makes its webhook and chooses it as post-call webhook. If another one is chosen there, it stays: choose “Ringside” in the settings of the assistants that are to be shown.',
				de: 'Ringside legt seinen Webhook an und wählt ihn als „Post-call webhook“. Ist dort schon ein anderer gewählt, bleibt er: Wählen Sie „Ringside“ in den Einstellungen der Assistenten, die gezeigt werden sollen.',
				es: 'Ringside crea su webhook y lo elige como «Post-call webhook». Si ya hay otro elegido, se queda: elija «Ringside» en los ajustes de los asistentes que deban mostrarse.',
			},
			link: settings,
		},
		{
			text: {
				en: 'Let the assistant make a call: it appears a minute after its end.',
				de: 'Lassen Sie den Assistenten anrufen: Eine Minute nach dem Ende erscheint der Anruf.',
				es: 'Haga que el asistente llame: la llamada aparece un minuto después de terminar.',
			},
			check: 'deliveries',
		},
	],
};
