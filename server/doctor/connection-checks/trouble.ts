import type { Text } from '../../../lib/contract/text.ts';
import type { Trouble } from '../../upkeep/reconcile.ts';
import type { Finding } from '../finding.ts';

type Told = Pick<Finding, 'state' | 'mend'> & { found: Text };

/** What it means that a vendor did not do as asked. A vendor that is away is nobody's fault, and no alarm. */
export function tellTrouble(trouble: Trouble, label: string): Told {
	switch (trouble.kind) {
		case 'later':
			return { state: 'unknown', found: away(label) };
		case 'signed-out':
			return { state: 'broken', found: notTaken(label), mend: enterAgain };
		case 'forbidden':
		case 'refused':
			return { state: 'broken', found: refused(label, trouble.reason), mend: askAdmin(label) };
		case 'unexpected':
		case 'gone':
		case 'too-large':
			return { state: 'attention', found: strange(label), mend: report };
	}
}

function away(label: string): Text {
	return {
		en: `${label} gave no answer just now. It is tried again by itself.`,
		de: `${label} hat gerade nicht geantwortet. Es wird von selbst wieder versucht.`,
		es: `${label} no ha respondido ahora mismo. Se intenta de nuevo automáticamente.`,
	};
}

function notTaken(label: string): Text {
	return {
		en: `${label} does not take the key or sign-in of this connection any more.`,
		de: `${label} nimmt den Schlüssel oder die Anmeldung dieser Verbindung nicht mehr an.`,
		es: `${label} ya no acepta la clave o la sesión de esta conexión.`,
	};
}

function refused(label: string, reason: string): Text {
	const said = reason.slice(0, 300);
	return {
		en: `${label} said no: ${said}`,
		de: `${label} hat abgelehnt: ${said}`,
		es: `${label} se negó: ${said}`,
	};
}

function strange(label: string): Text {
	return {
		en: `${label} answered in a way that is not documented.`,
		de: `${label} hat anders geantwortet als beschrieben.`,
		es: `${label} respondió de una forma que no está documentada.`,
	};
}

const enterAgain: Text = {
	en: 'Sign in again, or enter a new key at this connection.',
	de: 'Melden Sie sich neu an oder tragen Sie bei dieser Verbindung einen neuen Schlüssel ein.',
	es: 'Inicie sesión de nuevo o introduzca una clave nueva en esta conexión.',
};

const report: Text = {
	en: 'It is tried again by itself. If it stays so, an update of Ringside may be needed.',
	de: 'Es wird von selbst wieder versucht. Bleibt es so, braucht Ringside vielleicht ein Update.',
	es: 'Se intenta de nuevo automáticamente. Si sigue así, puede que Ringside necesite una actualización.',
};

function askAdmin(label: string): Text {
	return {
		en: `A right or a licence is missing there most likely. Ask who looks after ${label} in your company.`,
		de: `Wahrscheinlich fehlt dort ein Recht oder eine Lizenz. Fragen Sie, wer ${label} bei Ihnen betreut.`,
		es: `Seguramente falta allí un permiso o una licencia. Pregunte a quien administra ${label} en su empresa.`,
	};
}
