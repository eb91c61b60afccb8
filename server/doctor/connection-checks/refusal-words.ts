import type { Text } from '../../../lib/contract/text.ts';
import type { Cause } from '../../diagnosis/words.ts';

interface Told {
	/** Goes on after “were not believed:”. */
	why: Text;
	mend: Text;
}

/** Why deliveries are refused, in short; the log of deliveries has each of them at length. */
export const refusalWords: Record<Exclude<Cause, 'believed-now'>, (label: string) => Told> = {
	'no-secret-here': (label) => ({
		why: {
			en: 'this connection has no secret.',
			de: 'Diese Verbindung hat kein Geheimnis.',
			es: 'esta conexión no tiene secreto.',
		},
		mend: enterSecret(label),
	}),
	'no-secret-at-vendor': (label) => ({
		why: {
			en: `no secret is entered at ${label}.`,
			de: `Bei ${label} ist kein Geheimnis eingetragen.`,
			es: `en ${label} no hay ningún secreto introducido.`,
		},
		mend: enterSecret(label),
	}),
	'secret-differs': (label) => ({
		why: {
			en: `they were signed with another secret than this connection’s.`,
			de: `Sie wurden mit einem anderen Geheimnis signiert als dem dieser Verbindung.`,
			es: `se firmaron con otro secreto que el de esta conexión.`,
		},
		mend: enterSecret(label),
	}),
	'secret-of-other-connection': () => ({
		why: {
			en: 'they belong to another connection of yours.',
			de: 'Sie gehören zu einer anderen Ihrer Verbindungen.',
			es: 'pertenecen a otra de sus conexiones.',
		},
		mend: enterAddress,
	}),
	'other-provider': () => ({
		why: {
			en: 'they come from another provider.',
			de: 'Sie kommen von einem anderen Anbieter.',
			es: 'vienen de otro proveedor.',
		},
		mend: enterAddress,
	}),
	'other-url': () => ({
		why: {
			en: 'they were signed for another address than this server’s.',
			de: 'Sie wurden für eine andere Adresse als die dieses Servers signiert.',
			es: 'se firmaron para otra dirección que la de este servidor.',
		},
		mend: {
			en: 'Set PUBLIC_URL to the address that is entered at the provider, letter for letter.',
			de: 'Setzen Sie PUBLIC_URL auf die Adresse, die beim Anbieter eingetragen ist, Zeichen für Zeichen.',
			es: 'Ponga en PUBLIC_URL la dirección introducida en el proveedor, letra por letra.',
		},
	}),
	clock: () => ({
		why: {
			en: 'their time differs too much from this server’s clock.',
			de: 'Ihre Zeit weicht zu weit von der Uhr dieses Servers ab.',
			es: 'su hora difiere demasiado del reloj de este servidor.',
		},
		mend: {
			en: 'Check the clock of this server.',
			de: 'Prüfen Sie die Uhr dieses Servers.',
			es: 'Compruebe el reloj de este servidor.',
		},
	}),
	'body-changed': () => changedOnTheWay,
	'content-type-changed': () => changedOnTheWay,
	'scheme-missing': () => ({
		why: {
			en: 'the word “Bearer” in front of the token is missing.',
			de: 'Vor dem Token fehlt das Wort „Bearer“.',
			es: 'falta la palabra «Bearer» delante del token.',
		},
		mend: {
			en: 'Write the header as: Authorization: Bearer YOUR-TOKEN',
			de: 'Schreiben Sie die Kopfzeile so: Authorization: Bearer IHR-TOKEN',
			es: 'Escriba la cabecera así: Authorization: Bearer SU-TOKEN',
		},
	}),
	'header-missing': () => headerLost,
	'header-malformed': () => headerLost,
	'our-fault': () => ({
		why: {
			en: 'our own check failed. That is a fault of ours.',
			de: 'Unsere eigene Prüfung ist gescheitert. Das ist unser Fehler.',
			es: 'falló nuestra propia comprobación. Es un error nuestro.',
		},
		mend: {
			en: 'Please report it with what stands in the server’s log.',
			de: 'Bitte melden Sie es mit dem, was im Protokoll des Servers steht.',
			es: 'Por favor, comuníquelo con lo que pone en el registro del servidor.',
		},
	}),
};

function enterSecret(label: string): Text {
	return {
		en: `Enter this connection’s secret at ${label}. “Repair” does it where the provider lets us.`,
		de: `Tragen Sie das Geheimnis dieser Verbindung bei ${label} ein. „Reparieren“ macht das, wo der Anbieter es zulässt.`,
		es: `Introduzca en ${label} el secreto de esta conexión. «Reparar» lo hace donde el proveedor lo permite.`,
	};
}

const enterAddress: Text = {
	en: 'Enter the address of the right connection there.',
	de: 'Tragen Sie dort die Adresse der richtigen Verbindung ein.',
	es: 'Introduzca allí la dirección de la conexión correcta.',
};

const changedOnTheWay: Told = {
	why: {
		en: 'they were changed on the way.',
		de: 'Sie wurden unterwegs verändert.',
		es: 'se modificaron por el camino.',
	},
	mend: {
		en: 'Let the proxy between the provider and this server pass them on byte for byte.',
		de: 'Lassen Sie den Proxy zwischen Anbieter und Server alles Byte für Byte weitergeben.',
		es: 'Haga que el proxy entre el proveedor y este servidor los pase byte por byte.',
	},
};

const headerLost: Told = {
	why: {
		en: 'the line that proves the sender is missing or garbled.',
		de: 'Die Zeile, die den Absender beweist, fehlt oder ist unlesbar.',
		es: 'falta la línea que acredita al remitente, o está dañada.',
	},
	mend: {
		en: 'Let the proxy pass all headers on. If there is none, a stranger tried your address, and nothing needs to be done.',
		de: 'Lassen Sie den Proxy alle Kopfzeilen weitergeben. Gibt es keinen, hat ein Fremder Ihre Adresse probiert, und es ist nichts zu tun.',
		es: 'Haga que el proxy pase todas las cabeceras. Si no hay proxy, un extraño probó su dirección y no hay que hacer nada.',
	},
};
