import type { Text } from '../../lib/contract/text.ts';
import type { FinishTrouble } from '../sign-in/finish.ts';

/** A headline and what follows from it. */
export interface Words {
	title: Text;
	body: Text;
}

/** `unreadable`: what came is no answer of a vendor; `busy`: too many tries, or the database is full. */
export type PageTrouble = FinishTrouble | 'unreadable' | 'busy';

const startAgain: Text = {
	en: 'Open Ringside’s options page and sign in from there.',
	de: 'Öffnen Sie die Einstellungen von Ringside und melden Sie sich von dort aus an.',
	es: 'Abra la página de opciones de Ringside e inicie sesión desde allí.',
};

const notSignedIn: Text = {
	en: 'You are not signed in',
	de: 'Sie sind nicht angemeldet',
	es: 'No ha iniciado sesión',
};

const askAdmin: Text = {
	en: 'Please tell your admin: the provider does not take the app’s client id and secret. They have to be entered again.',
	de: 'Bitte sagen Sie es Ihrer Administration: Der Anbieter nimmt Client-ID und Secret der App nicht an. Sie müssen neu eingetragen werden.',
	es: 'Avise a su administrador: el proveedor no acepta el id ni el secreto de la aplicación. Hay que introducirlos de nuevo.',
};

export const signedInWords: Words = {
	title: { en: 'You are signed in', de: 'Sie sind angemeldet', es: 'Ha iniciado sesión' },
	body: {
		en: 'This tab can be closed.',
		de: 'Sie können diesen Tab schließen.',
		es: 'Puede cerrar esta pestaña.',
	},
};

/** Before the name of the person whose calls and messages they are from now on. */
export const ownerWords: Text = {
	en: 'Calls and messages of this account now go to:',
	de: 'Anrufe und Nachrichten dieses Kontos gehen jetzt an:',
	es: 'Las llamadas y los mensajes de esta cuenta van ahora a:',
};

/** Before what was not allowed. */
export const missingWords: Text = {
	en: 'You did not allow everything that is needed. Sign in once more and leave these ticked:',
	de: 'Sie haben nicht alles erlaubt, was nötig ist. Melden Sie sich noch einmal an und lassen Sie dies angekreuzt:',
	es: 'No ha permitido todo lo necesario. Inicie sesión otra vez y deje marcado lo siguiente:',
};

export const troubleBodies: Record<PageTrouble, Text> = {
	unreadable: startAgain,
	unknown: startAgain,
	used: {
		en: 'This sign-in was used already. If Ringside still asks you to sign in, start again from its options page.',
		de: 'Diese Anmeldung wurde schon verwendet. Wenn Ringside weiter danach fragt, beginnen Sie in den Einstellungen noch einmal.',
		es: 'Este inicio de sesión ya se utilizó. Si Ringside lo sigue pidiendo, empiece de nuevo desde sus opciones.',
	},
	expired: {
		en: 'This took longer than ten minutes. Start again from Ringside’s options page.',
		de: 'Das hat länger als zehn Minuten gedauert. Beginnen Sie in den Einstellungen von Ringside noch einmal.',
		es: 'Ha tardado más de diez minutos. Empiece de nuevo desde las opciones de Ringside.',
	},
	denied: {
		en: 'You said no, and nothing was connected. If that was a mistake, sign in again from Ringside’s options page.',
		de: 'Sie haben abgelehnt, und nichts wurde verbunden. Falls das ein Versehen war, melden Sie sich in den Einstellungen von Ringside noch einmal an.',
		es: 'Ha dicho que no y no se ha conectado nada. Si fue un error, inicie sesión de nuevo desde las opciones de Ringside.',
	},
	'vendor-refused': {
		en: 'The provider did not let you in. Try again; if it stays so, your admin should check the app’s permissions there.',
		de: 'Der Anbieter hat Sie nicht eingelassen. Versuchen Sie es noch einmal; bleibt es dabei, sollte Ihre Administration die Rechte der App dort prüfen.',
		es: 'El proveedor no le ha dejado entrar. Inténtelo de nuevo; si sigue igual, su administrador debe revisar allí los permisos de la aplicación.',
	},
	'mixed-up': {
		en: 'Another provider answered than the one that was asked, so nothing was connected. Start again from Ringside’s options page.',
		de: 'Ein anderer Anbieter als der gefragte hat geantwortet, darum wurde nichts verbunden. Beginnen Sie in den Einstellungen von Ringside noch einmal.',
		es: 'Ha respondido otro proveedor, por eso no se ha conectado nada. Empiece de nuevo desde las opciones de Ringside.',
	},
	gone: {
		en: 'What you wanted to sign in to, or your own access to Ringside, is no longer there. Ask your admin.',
		de: 'Wofür Sie sich anmelden wollten, oder Ihr eigener Zugang zu Ringside, besteht nicht mehr. Fragen Sie Ihre Administration.',
		es: 'Aquello a lo que quería conectarse, o su propio acceso a Ringside, ya no existe. Pregunte a su administrador.',
	},
	'code-refused': {
		en: 'The provider did not confirm the sign-in. Start again from Ringside’s options page.',
		de: 'Der Anbieter hat die Anmeldung nicht bestätigt. Beginnen Sie in den Einstellungen von Ringside noch einmal.',
		es: 'El proveedor no ha confirmado el inicio de sesión. Empiece de nuevo desde las opciones de Ringside.',
	},
	'app-refused': askAdmin,
	'no-answer': {
		en: 'The provider does not answer right now. Try again in a few minutes.',
		de: 'Der Anbieter antwortet gerade nicht. Versuchen Sie es in ein paar Minuten noch einmal.',
		es: 'El proveedor no responde en este momento. Inténtelo de nuevo en unos minutos.',
	},
	'account-unknown': {
		en: 'The provider did not say which account this is. Your admin should check the app’s permissions there.',
		de: 'Der Anbieter hat nicht gesagt, welches Konto das ist. Ihre Administration sollte die Rechte der App dort prüfen.',
		es: 'El proveedor no ha dicho qué cuenta es. Su administrador debe revisar allí los permisos de la aplicación.',
	},
	'not-made': {
		en: 'Something is missing in the provider’s app as it was entered here. Ask your admin to check its form.',
		de: 'In der hier eingetragenen App des Anbieters fehlt etwas. Bitten Sie Ihre Administration, das Formular zu prüfen.',
		es: 'Falta algo en la aplicación del proveedor que se introdujo aquí. Pida a su administrador que revise el formulario.',
	},
	'account-taken': {
		en: 'A colleague has already connected this account. It has to be removed there first, or sign in to your own.',
		de: 'Eine andere Person im Team hat dieses Konto schon verbunden. Es muss dort erst entfernt werden, oder melden Sie sich an Ihrem eigenen an.',
		es: 'Otra persona del equipo ya ha conectado esta cuenta. Primero hay que quitarla allí, o inicie sesión en la suya.',
	},
	'other-account': {
		en: 'This is another account than before. Sign in to the same one again, or connect this one as a new one.',
		de: 'Das ist ein anderes Konto als bisher. Melden Sie sich wieder an demselben an, oder verbinden Sie dieses als neues.',
		es: 'Esta cuenta no es la misma que antes. Inicie sesión en la anterior o conecte esta como nueva.',
	},
	busy: {
		en: 'This does not work right now. Wait a minute, then start again from Ringside’s options page.',
		de: 'Das geht gerade nicht. Warten Sie eine Minute und beginnen Sie dann in den Einstellungen von Ringside noch einmal.',
		es: 'Ahora mismo no es posible. Espere un minuto y empiece de nuevo desde las opciones de Ringside.',
	},
};

export const troubleTitle = notSignedIn;
