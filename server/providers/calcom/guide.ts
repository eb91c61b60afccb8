import type { Guide } from '../setup.ts';

const keys = {
	label: { en: 'Open Cal.com', de: 'Cal.com öffnen', es: 'Abrir Cal.com' },
	url: 'https://app.cal.com/settings/developer/api-keys',
};

export const guide: Guide = {
	effort: 'minutes',
	about: {
		en: 'Shows appointments that are booked, moved and cancelled in the conversation of the person who booked.',
		de: 'Zeigt gebuchte, verschobene und abgesagte Termine in der Unterhaltung mit der Person, die gebucht hat.',
		es: 'Muestra las citas reservadas, cambiadas y anuladas en la conversación con quien reservó.',
	},
	fields: [
		{
			name: 'apiKey',
			kind: 'secret',
			required: true,
			label: { en: 'API key', de: 'API-Schlüssel', es: 'Clave de API' },
			help: {
				en: 'Its owner’s appointments are shown.',
				de: 'Gezeigt werden die Termine dessen, dem der Schlüssel gehört.',
				es: 'Se muestran las citas del dueño de la clave.',
			},
			placeholder: 'cal_live_…',
		},
	],
	steps: () => [
		{
			text: {
				en: 'At Cal.com open Settings → Developer → API keys and create a key that does not expire. It is shown once; enter it here.',
				de: 'Öffnen Sie bei Cal.com „Settings → Developer → API keys“ und legen Sie einen Schlüssel ohne Ablaufdatum an. Er wird einmal gezeigt; tragen Sie ihn hier ein.',
				es: 'En Cal.com abra «Settings → Developer → API keys» y cree una clave sin caducidad. Se muestra una vez; introdúzcala aquí.',
			},
			link: keys,
		},
		{
			text: {
				en: 'Ringside registers its webhook there. If another webhook for the same appointments leads here, nothing is shown twice.',
				de: 'Ringside richtet dort seinen Webhook ein. Führt noch ein anderer für dieselben Termine hierher, wird nichts doppelt gezeigt.',
				es: 'Ringside registra allí su webhook. Si otro webhook de las mismas citas lleva aquí, nada se muestra dos veces.',
			},
		},
		{
			text: {
				en: 'Book an appointment with yourself: it appears.',
				de: 'Buchen Sie einen Termin bei sich selbst: Er erscheint.',
				es: 'Reserve una cita con usted: aparece.',
			},
			check: 'deliveries',
		},
	],
};
