import type { Guide, GuideValues } from '../setup.ts';

const console = {
	label: { en: 'Open the Twilio console', de: 'Twilio-Konsole öffnen', es: 'Abrir la consola de Twilio' },
	url: 'https://console.twilio.com/',
};

export const guide: Guide = {
	effort: 'minutes',
	about: {
		en: 'Shows calls, recordings and text messages of one Twilio account.',
		de: 'Zeigt Anrufe, Aufnahmen und SMS eines Twilio-Kontos.',
		es: 'Muestra llamadas, grabaciones y SMS de una cuenta de Twilio.',
	},
	fields: [
		{
			name: 'accountSid',
			kind: 'text',
			required: true,
			label: { en: 'Account SID', de: 'Account SID', es: 'Account SID' },
			placeholder: 'AC…',
		},
		{
			name: 'secret',
			kind: 'secret',
			required: true,
			label: { en: 'Auth token', de: 'Auth Token', es: 'Auth token' },
			help: {
				en: 'Twilio signs with it. The secret of an API key is not the same.',
				de: 'Damit unterschreibt Twilio. Das Geheimnis eines API-Schlüssels ist etwas anderes.',
				es: 'Twilio firma con él. El secreto de una clave de API no es lo mismo.',
			},
		},
		{
			name: 'secondary',
			kind: 'secret',
			required: false,
			label: { en: 'Second auth token', de: 'Zweites Auth Token', es: 'Segundo auth token' },
			help: {
				en: 'Only while you change the token.',
				de: 'Nur während Sie das Token wechseln.',
				es: 'Solo mientras cambia el token.',
			},
		},
		{
			name: 'numbers',
			kind: 'text',
			required: false,
			label: { en: 'Your numbers', de: 'Ihre Nummern', es: 'Sus números' },
			help: {
				en: 'Separated by commas. They tell calls that go out from calls that come in.',
				de: 'Durch Kommas getrennt. Daran erkennt Ringside, welche Anrufe hinausgehen.',
				es: 'Separados por comas. Así se distinguen las llamadas salientes de las entrantes.',
			},
			placeholder: '+4930…, +4989…',
		},
	],
	steps: (values) => [
		{
			text: {
				en: 'In the Twilio console, under Account Info, copy Account SID and Auth Token. Enter both here.',
				de: 'Kopieren Sie in der Twilio-Konsole unter „Account Info“ Account SID und Auth Token. Tragen Sie beide hier ein.',
				es: 'En la consola de Twilio, en «Account Info», copie Account SID y Auth Token e introdúzcalos aquí.',
			},
			link: console,
		},
		{
			text: {
				en: 'Ringside enters its address at each of your numbers, for text messages and for the end of calls. Where another address stands, it stays until you agree. What answers a call (“A call comes in”) is never touched.',
				de: 'Ringside trägt seine Adresse bei jeder Ihrer Nummern ein, für SMS und für das Ende von Anrufen. Steht dort schon eine andere, bleibt sie, bis Sie zustimmen. Was einen Anruf annimmt („A call comes in“), bleibt unberührt.',
				es: 'Ringside introduce su dirección en cada número, para los SMS y para el final de las llamadas. Si ya hay otra, se queda hasta que usted lo acepte. Lo que atiende una llamada («A call comes in») no se toca.',
			},
		},
		{
			text: {
				en: 'To see a call while it rings, have Twilio tell of it: put this where your TwiML dials your people, with your own number instead of the last one.',
				de: 'Damit ein Anruf schon beim Klingeln erscheint, muss Twilio davon erzählen: Setzen Sie dies dort ein, wo Ihr TwiML Ihre Leute anwählt, mit Ihrer Nummer statt der letzten.',
				es: 'Para ver una llamada mientras suena, Twilio debe avisar: ponga esto donde su TwiML marca a su gente, con su número en lugar del último.',
			},
			...copyOf(values),
			link: console,
		},
		{
			text: {
				en: 'Call one of your numbers: the card appears.',
				de: 'Rufen Sie eine Ihrer Nummern an: Die Karte erscheint.',
				es: 'Llame a uno de sus números: aparece la tarjeta.',
			},
			check: 'deliveries',
		},
	],
};

function copyOf({ hookUrl }: GuideValues) {
	if (!hookUrl) return {};
	return { copy: [{ label: { en: 'TwiML', de: 'TwiML', es: 'TwiML' }, value: dialOf(hookUrl) }] };
}

/** `{{To}}` is filled in by a TwiML Bin: the number that was called. */
function dialOf(hookUrl: string): string {
	return `<Dial answerOnBridge="true" record="record-from-answer-dual" recordingStatusCallback="${hookUrl}">
  <Number statusCallbackEvent="initiated ringing answered completed" statusCallback="${hookUrl}?direction=inbound&amp;local={{To}}">+4930…</Number>
</Dial>`;
}
