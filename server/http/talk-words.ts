import type { Language } from './language.ts';

/** What the page says on which a candidate talks to the assistant. Plain text: nothing in it is markup. */
export interface TalkWords {
	title: string;
	/** Before the company's name. */
	about: string;
	what: string;
	privacy: string;
	consent: string;
	consentNeeded: string;
	microphone: string;
	start: string;
	connecting: string;
	talking: string;
	hangUp: string;
	ended: string;
	endedMore: string;
	again: string;
	refused: string;
	refusedMore: string;
	failed: string;
	failedMore: string;
	overTitle: string;
	over: string;
	languages: string;
	withoutScript: string;
}

export const talkWords: Record<Language, TalkWords> = {
	en: {
		title: 'Your conversation',
		about: 'It is about:',
		what: 'You talk to an AI assistant in this browser, for some minutes. Nothing has to be installed, and you can stop at any time.',
		privacy:
			'The conversation is recorded, written down by software, and read by the recruiters. For that your voice is sent to ElevenLabs, the provider of the assistant. Taking part is up to you: if you would rather speak to a person, answer the message that brought you this link.',
		consent: 'I agree that I talk to an AI assistant and that the conversation is recorded and written down.',
		consentNeeded: 'Please agree first. Without it the conversation cannot begin.',
		microphone: 'Your browser then asks for the microphone. Please allow it.',
		start: 'Start the conversation',
		connecting: 'Connecting…',
		talking: 'You are connected. Speak now.',
		hangUp: 'End the conversation',
		ended: 'The conversation has ended. Thank you!',
		endedMore: 'You can close this page. If the conversation broke off, you can begin again.',
		again: 'Begin again',
		refused: 'The microphone is not allowed.',
		refusedMore:
			'Allow it in the address bar of your browser, at the lock or microphone sign, and try again. Check also that a microphone is plugged in.',
		failed: 'The connection did not come about.',
		failedMore: 'Check your internet connection and try again in a minute.',
		overTitle: 'This link is not valid',
		over: 'It has expired, was used already, or was not copied whole. Ask whoever sent it to you for a new one.',
		languages: 'Language',
		withoutScript: 'This page needs JavaScript. Switch it on in your browser and load the page again.',
	},
	de: {
		title: 'Ihr Gespräch',
		about: 'Es geht um:',
		what: 'Sie sprechen einige Minuten mit einem KI-Assistenten, hier im Browser. Sie müssen nichts installieren und können jederzeit aufhören.',
		privacy:
			'Das Gespräch wird aufgezeichnet, von Software aufgeschrieben und von den Recruitern gelesen. Dafür wird Ihre Stimme an ElevenLabs gesendet, den Anbieter des Assistenten. Die Teilnahme ist freiwillig: Wenn Sie lieber mit einem Menschen sprechen, antworten Sie auf die Nachricht mit diesem Link.',
		consent:
			'Ich bin einverstanden, mit einem KI-Assistenten zu sprechen und dass das Gespräch aufgezeichnet und aufgeschrieben wird.',
		consentNeeded: 'Bitte stimmen Sie zuerst zu. Sonst kann das Gespräch nicht beginnen.',
		microphone: 'Danach fragt Ihr Browser nach dem Mikrofon. Bitte erlauben Sie es.',
		start: 'Gespräch beginnen',
		connecting: 'Verbindung wird aufgebaut …',
		talking: 'Sie sind verbunden. Sprechen Sie jetzt.',
		hangUp: 'Gespräch beenden',
		ended: 'Das Gespräch ist zu Ende. Vielen Dank!',
		endedMore:
			'Sie können diese Seite schließen. Ist das Gespräch abgebrochen, können Sie noch einmal beginnen.',
		again: 'Noch einmal beginnen',
		refused: 'Das Mikrofon ist nicht erlaubt.',
		refusedMore:
			'Erlauben Sie es in der Adresszeile Ihres Browsers, beim Schloss oder Mikrofon, und versuchen Sie es noch einmal. Prüfen Sie auch, ob ein Mikrofon angeschlossen ist.',
		failed: 'Die Verbindung kam nicht zustande.',
		failedMore: 'Prüfen Sie Ihre Internetverbindung und versuchen Sie es in einer Minute noch einmal.',
		overTitle: 'Dieser Link ist nicht gültig',
		over: 'Er ist abgelaufen, wurde schon benutzt oder nicht ganz kopiert. Bitten Sie die Person, die ihn geschickt hat, um einen neuen.',
		languages: 'Sprache',
		withoutScript:
			'Diese Seite braucht JavaScript. Schalten Sie es in Ihrem Browser ein und laden Sie die Seite neu.',
	},
	es: {
		title: 'Su conversación',
		about: 'Se trata de:',
		what: 'Hablará unos minutos con un asistente de IA, en este navegador. No hay que instalar nada y puede parar cuando quiera.',
		privacy:
			'La conversación se graba, un programa la transcribe y la leen los responsables de selección. Para ello su voz se envía a ElevenLabs, el proveedor del asistente. Participar es voluntario: si prefiere hablar con una persona, responda al mensaje que traía este enlace.',
		consent: 'Acepto hablar con un asistente de IA y que la conversación se grabe y se transcriba.',
		consentNeeded: 'Primero debe aceptar. Sin ello la conversación no puede empezar.',
		microphone: 'Después su navegador pedirá el micrófono. Permítalo, por favor.',
		start: 'Empezar la conversación',
		connecting: 'Conectando…',
		talking: 'Está conectado. Hable ahora.',
		hangUp: 'Terminar la conversación',
		ended: 'La conversación ha terminado. ¡Gracias!',
		endedMore: 'Puede cerrar esta página. Si la conversación se cortó, puede empezar de nuevo.',
		again: 'Empezar de nuevo',
		refused: 'El micrófono no está permitido.',
		refusedMore:
			'Permítalo en la barra de direcciones del navegador, en el candado o el micrófono, e inténtelo de nuevo. Compruebe también que haya un micrófono conectado.',
		failed: 'No se ha podido conectar.',
		failedMore: 'Compruebe su conexión a internet e inténtelo de nuevo en un minuto.',
		overTitle: 'Este enlace no es válido',
		over: 'Ha caducado, ya se usó o no se copió entero. Pida uno nuevo a quien se lo envió.',
		languages: 'Idioma',
		withoutScript: 'Esta página necesita JavaScript. Actívelo en su navegador y vuelva a cargarla.',
	},
};
