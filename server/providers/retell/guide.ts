import type { Guide } from '../setup.ts';

export const guide: Guide = {
	effort: 'minutes',
	about: {
		en: 'Shows the calls of your Retell assistants: while they ring, what is said, and what came of it.',
		de: 'Zeigt die Anrufe Ihrer Retell-Assistenten: wenn es klingelt, was gesagt wird und was dabei herauskam.',
		es: 'Muestra las llamadas de sus asistentes de Retell: cuando suenan, lo que se dice y en qué quedaron.',
	},
	fields: [
		{
			name: 'secret',
			kind: 'secret',
			required: true,
			label: { en: 'API key', de: 'API-Schlüssel', es: 'Clave de API' },
			help: {
				en: 'The key marked “webhook”: Retell signs with it. Another key cannot be checked.',
				de: 'Der mit „webhook“ gekennzeichnete Schlüssel: Damit unterschreibt Retell. Ein anderer lässt sich nicht prüfen.',
				es: 'La clave con la marca «webhook»: Retell firma con ella. Otra no se puede comprobar.',
			},
			placeholder: 'key_…',
		},
	],
	steps: () => [
		{
			text: {
				en: 'At Retell open API Keys and copy the key marked “webhook”. Enter it here.',
				de: 'Öffnen Sie bei Retell „API Keys“ und kopieren Sie den mit „webhook“ gekennzeichneten Schlüssel. Tragen Sie ihn hier ein.',
				es: 'En Retell abra «API Keys», copie la clave con la marca «webhook» e introdúzcala aquí.',
			},
			link: {
				label: { en: 'Open Retell', de: 'Retell öffnen', es: 'Abrir Retell' },
				url: 'https://dashboard.retellai.com/',
			},
		},
		{
			text: {
				en: 'Ringside enters its address at each of your assistants, and at each phone number that an assistant answers. Where another address stands, it stays until you agree. A webhook of the whole account is used by Retell only for assistants without an address of their own.',
				de: 'Ringside trägt seine Adresse bei jedem Assistenten ein und bei jeder Nummer, an der ein Assistent abhebt. Steht dort schon eine andere, bleibt sie, bis Sie zustimmen. Einen Webhook für das ganze Konto nutzt Retell nur für Assistenten ohne eigene Adresse.',
				es: 'Ringside introduce su dirección en cada asistente y en cada número que atiende un asistente. Si ya hay otra, se queda hasta que usted lo acepte. Retell usa el webhook de la cuenta solo para los asistentes sin dirección propia.',
			},
		},
		{
			text: {
				en: 'If you publish versions of your assistants, publish them once more: the address stands in the newest draft.',
				de: 'Wenn Sie Versionen Ihrer Assistenten veröffentlichen, veröffentlichen Sie sie noch einmal: Die Adresse steht im neuesten Entwurf.',
				es: 'Si publica versiones de sus asistentes, publíquelas otra vez: la dirección está en el último borrador.',
			},
			link: {
				label: { en: 'Open Retell', de: 'Retell öffnen', es: 'Abrir Retell' },
				url: 'https://dashboard.retellai.com/',
			},
		},
		{
			text: {
				en: 'Call one of the numbers: the card appears.',
				de: 'Rufen Sie eine der Nummern an: Die Karte erscheint.',
				es: 'Llame a uno de los números: aparece la tarjeta.',
			},
			check: 'deliveries',
		},
	],
};
