import type { Guide } from '../setup.ts';

const keys = {
	label: { en: 'Open Stripe', de: 'Stripe öffnen', es: 'Abrir Stripe' },
	url: 'https://dashboard.stripe.com/apikeys',
};

export const guide: Guide = {
	effort: 'minutes',
	about: {
		en: 'Shows payments that succeeded or failed in the conversation of the person who paid.',
		de: 'Zeigt gelungene und gescheiterte Zahlungen in der Unterhaltung mit der Person, die bezahlt hat.',
		es: 'Muestra los pagos logrados y fallidos en la conversación con quien pagó.',
	},
	fields: [
		{
			name: 'apiKey',
			kind: 'secret',
			required: true,
			label: { en: 'Restricted key', de: 'Eingeschränkter Schlüssel', es: 'Clave restringida' },
			help: {
				en: 'A restricted key is enough; a secret key works too. Test mode has keys of its own.',
				de: 'Ein eingeschränkter Schlüssel genügt; ein geheimer geht auch. Der Testmodus hat eigene Schlüssel.',
				es: 'Basta una clave restringida; una secreta también sirve. El modo de prueba tiene claves propias.',
			},
			placeholder: 'rk_live_…',
		},
		{
			name: 'mode',
			kind: 'choice',
			required: false,
			label: { en: 'Payments to show', de: 'Welche Zahlungen', es: 'Pagos que se muestran' },
			choices: [
				{ value: 'live', label: { en: 'Real ones', de: 'Echte', es: 'Los reales' } },
				{ value: 'test', label: { en: 'Tests', de: 'Tests', es: 'Los de prueba' } },
			],
		},
	],
	steps: () => [
		{
			text: {
				en: 'At Stripe create a restricted key with the right to write Webhook Endpoints and to read Events, Checkout Sessions and Invoices. Enter it here.',
				de: 'Legen Sie bei Stripe einen eingeschränkten Schlüssel an, der „Webhook Endpoints“ schreiben sowie „Events“, „Checkout Sessions“ und „Invoices“ lesen darf. Tragen Sie ihn hier ein.',
				es: 'En Stripe cree una clave restringida que pueda escribir «Webhook Endpoints» y leer «Events», «Checkout Sessions» e «Invoices». Introdúzcala aquí.',
			},
			link: keys,
		},
		{
			text: {
				en: 'Ringside makes its webhook endpoint and keeps the secret that Stripe signs with. Your other endpoints stay as they are.',
				de: 'Ringside legt seinen Webhook-Endpunkt an und behält das Geheimnis, mit dem Stripe unterschreibt. Ihre anderen Endpunkte bleiben, wie sie sind.',
				es: 'Ringside crea su punto de webhook y guarda el secreto con el que Stripe firma. Sus otros puntos quedan como están.',
			},
		},
		{
			text: {
				en: 'With the next payment, the connection turns green.',
				de: 'Mit der nächsten Zahlung wird die Verbindung grün.',
				es: 'Con el próximo pago, la conexión se pone en verde.',
			},
			check: 'deliveries',
		},
	],
};
