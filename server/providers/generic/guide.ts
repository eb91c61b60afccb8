import type { Guide, GuideValues } from '../setup.ts';

export const guide: Guide = {
	effort: 'minutes',
	about: {
		en: 'For n8n, Make, Zapier, a phone system or a script: one request for each thing that happens to a call.',
		de: 'Für n8n, Make, Zapier, eine Telefonanlage oder ein Skript: eine Anfrage für alles, was mit einem Anruf geschieht.',
		es: 'Para n8n, Make, Zapier, una centralita o un script: una petición por cada cosa que le pasa a una llamada.',
	},
	fields: [],
	steps: (values) => [
		{
			text: {
				en: 'Send a POST request with JSON to this address. The key goes into the header X-API-Key.',
				de: 'Senden Sie eine POST-Anfrage mit JSON an diese Adresse. Der Schlüssel gehört in den Header X-API-Key.',
				es: 'Envíe una petición POST con JSON a esta dirección. La clave va en la cabecera X-API-Key.',
			},
			...addressOf(values),
		},
		{
			text: {
				en: 'When the phone rings, send this; then the same callId with “answered” and “ended”. Order and repeats do not matter.',
				de: 'Senden Sie dies, wenn es klingelt; danach dieselbe callId mit „answered“ und „ended“. Reihenfolge und Wiederholungen sind gleich.',
				es: 'Envíe esto cuando suene el teléfono; después, el mismo callId con «answered» y «ended». El orden y las repeticiones no importan.',
			},
			copy: [{ label: { en: 'Example', de: 'Beispiel', es: 'Ejemplo' }, value: curlOf(values) }],
			check: 'deliveries',
		},
		{
			text: {
				en: 'If your tool can sign after Standard Webhooks, let it use the same key as its signing secret and leave X-API-Key out.',
				de: 'Wenn Ihr Werkzeug nach Standard Webhooks unterschreiben kann, geben Sie ihm denselben Schlüssel als Geheimnis und lassen Sie X-API-Key weg.',
				es: 'Si su herramienta firma según Standard Webhooks, dele la misma clave como secreto y omita X-API-Key.',
			},
			link: {
				label: { en: 'Standard Webhooks', de: 'Standard Webhooks', es: 'Standard Webhooks' },
				url: 'https://www.standardwebhooks.com/',
			},
		},
	],
};

function addressOf({ hookUrl, secrets }: GuideValues) {
	if (!hookUrl) return {};
	const { secret } = secrets ?? {};
	return {
		copy: [
			{ label: { en: 'Address', de: 'Adresse', es: 'Dirección' }, value: hookUrl },
			...(secret ? [{ label: { en: 'Key', de: 'Schlüssel', es: 'Clave' }, value: secret }] : []),
		],
	};
}

/** To be pasted into a terminal as it is. */
function curlOf({ hookUrl, publicUrl, secrets }: GuideValues): string {
	return `curl ${hookUrl ?? `${publicUrl}/hooks/generic/YOUR-KEY`} \\
  -H 'Content-Type: application/json' \\
  -H 'X-API-Key: ${secrets?.secret ?? 'YOUR-SECRET'}' \\
  -d '{ "callId": "4711", "state": "ringing", "from": "+493023125190", "to": "+493023125191", "name": "Mira Lindqvist" }'`;
}
