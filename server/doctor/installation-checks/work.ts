import { whenText } from '../times.ts';
import type { InstallationCheck } from './facts.ts';

const LATE_MS = 5 * 60 * 1_000;

/** Whether somebody would see a card. */
export const devicesCheck: InstallationCheck = ({ devices: { paired, connected } }) => {
	const name = 'devices';
	if (paired === 0) {
		const found = {
			en: 'No browser is paired yet, so nobody sees a card.',
			de: 'Noch ist kein Browser gekoppelt, also sieht niemand eine Karte.',
			es: 'Aún no hay ningún navegador vinculado, así que nadie ve una tarjeta.',
		};
		const mend = {
			en: 'Install the extension and paste the link that the server printed, or invite your team.',
			de: 'Installieren Sie die Erweiterung und fügen Sie den Link ein, den der Server gezeigt hat, oder laden Sie Ihr Team ein.',
			es: 'Instale la extensión y pegue el enlace que mostró el servidor, o invite a su equipo.',
		};
		return [{ name, state: 'attention', found, mend }];
	}
	const found = {
		en: `Browsers paired: ${paired}${connected === undefined ? '' : `; connected now: ${connected}`}.`,
		de: `Gekoppelte Browser: ${paired}${connected === undefined ? '' : `; gerade verbunden: ${connected}`}.`,
		es: `Navegadores vinculados: ${paired}${connected === undefined ? '' : `; conectados ahora: ${connected}`}.`,
	};
	// At night none is connected, and all is well.
	return [{ name, state: connected === 0 ? 'unknown' : 'ok', found }];
};

/** Whether callers can be recognised. */
export const leadsCheck: InstallationCheck = ({ leadCount }) => {
	const name = 'leads';
	if (leadCount > 0) {
		const found = {
			en: `Leads to recognise callers by: ${leadCount}.`,
			de: `Leads, an denen Anrufer erkannt werden: ${leadCount}.`,
			es: `Contactos para reconocer a quien llama: ${leadCount}.`,
		};
		return [{ name, state: 'ok', found }];
	}
	const found = {
		en: 'There are no leads yet, so every caller is unknown.',
		de: 'Es gibt noch keine Leads, deshalb ist jeder Anrufer unbekannt.',
		es: 'Aún no hay contactos, así que quien llama siempre es desconocido.',
	};
	const mend = {
		en: 'Import them from a file on the page “Leads”.',
		de: 'Lesen Sie sie auf der Seite „Leads“ aus einer Datei ein.',
		es: 'Impórtelos desde un archivo en la página «Contactos».',
	};
	return [{ name, state: 'attention', found, mend }];
};

/** Whether durable work is done in time. */
export const jobsCheck: InstallationCheck = ({ jobs: { dead, oldestDueAt }, now }) => {
	const name = 'jobs';
	if (oldestDueAt !== undefined && now - oldestDueAt > LATE_MS) {
		const when = whenText(oldestDueAt, now);
		const found = {
			en: `Work in the background is late: the oldest piece was due ${when.en}.`,
			de: `Die Arbeit im Hintergrund kommt nicht nach: Das Älteste war ${when.de} fällig.`,
			es: `El trabajo en segundo plano va con retraso: lo más antiguo vencía ${when.es}.`,
		};
		const mend = {
			en: 'If it does not catch up in some minutes, restart the server; nothing is lost by that.',
			de: 'Holt es in einigen Minuten nicht auf, starten Sie den Server neu; dabei geht nichts verloren.',
			es: 'Si no se recupera en unos minutos, reinicie el servidor; con ello no se pierde nada.',
		};
		return [{ name, state: 'attention', found, mend }];
	}
	if (dead === 0) {
		const found = {
			en: 'Work in the background is done in time.',
			de: 'Die Arbeit im Hintergrund wird rechtzeitig erledigt.',
			es: 'El trabajo en segundo plano se hace a tiempo.',
		};
		return [{ name, state: 'ok', found }];
	}
	const found = {
		en: `Pieces of work in the background that were given up: ${dead}.`,
		de: `Aufgegebene Arbeiten im Hintergrund: ${dead}.`,
		es: `Trabajos en segundo plano abandonados: ${dead}.`,
	};
	const mend = {
		en: 'The server’s log says why. They are kept, so that they can be tried again.',
		de: 'Das Protokoll des Servers sagt, warum. Sie bleiben erhalten, damit sie wiederholt werden können.',
		es: 'El registro del servidor dice por qué. Se conservan para poder repetirlos.',
	};
	return [{ name, state: 'attention', found, mend }];
};
