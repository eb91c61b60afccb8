import type { Text } from '../../../lib/contract/text.ts';
import { reachOf } from '../../config.ts';
import type { Reachability } from '../probe-address.ts';
import type { InstallationCheck } from './facts.ts';

const name = 'public-address';

/** Whether what providers send to PUBLIC_URL arrives here. */
export const addressCheck: InstallationCheck = ({ publicUrl, address, certificate }) => {
	if (address.kind === 'reached') {
		if (reachOf(publicUrl) === 'local')
			return [{ name, state: 'attention', found: localOnly(publicUrl), mend: setIt }];
		const isStopped = address.largeBodies === 'stopped';
		return [
			isStopped ? { name, ...largeStopped(publicUrl) } : { name, state: 'ok', found: reached(publicUrl) },
		];
	}
	// Only who would be let down is alarmed: a server on somebody's desk has no address to reach.
	const state = reachOf(publicUrl) === 'local' ? 'attention' : 'broken';
	// The check of the certificate says what to do.
	if (certificate.kind === 'not-trusted') return [{ name, state, found: notTrusted(publicUrl) }];
	return [{ name, state, ...tell(address, publicUrl) }];
};

interface Told {
	found: Text;
	mend: Text;
}

function tell(address: Exclude<Reachability, { kind: 'reached' }>, url: string): Told {
	switch (address.kind) {
		case 'unresolved':
			return {
				found: {
					en: `The name in ${url} is not known on the internet.`,
					de: `Der Name in ${url} ist im Internet nicht bekannt.`,
					es: `El nombre en ${url} no se conoce en internet.`,
				},
				mend: setDns,
			};
		case 'no-connection':
		case 'timeout':
			return {
				found: {
					en: `Nobody answers at ${url}: calls cannot arrive.`,
					de: `Unter ${url} antwortet niemand: Anrufe können nicht ankommen.`,
					es: `Nadie responde en ${url}: las llamadas no pueden llegar.`,
				},
				mend: openWay,
			};
		case 'blocked':
			return {
				found: {
					en: `${url} leads into an internal network, where no provider gets.`,
					de: `${url} führt in ein internes Netz, in das kein Anbieter kommt.`,
					es: `${url} lleva a una red interna, a la que no llega ningún proveedor.`,
				},
				mend: setIt,
			};
		case 'redirected':
			return redirected(address.host, url);
		case 'other-server':
			return otherServer(address.status, url);
	}
}

function redirected(host: string, url: string): Told {
	return {
		found: {
			en: `${url} sends its visitors on to ${host}. Providers do not follow.`,
			de: `${url} leitet zu ${host} weiter. Anbieter folgen dem nicht.`,
			es: `${url} redirige a ${host}. Los proveedores no siguen la redirección.`,
		},
		mend: {
			en: 'Set PUBLIC_URL to the address that it leads to, or switch the redirect off for this server.',
			de: 'Setzen Sie PUBLIC_URL auf die Adresse, zu der es führt, oder schalten Sie die Weiterleitung ab.',
			es: 'Ponga en PUBLIC_URL la dirección de destino, o desactive la redirección para este servidor.',
		},
	};
}

function otherServer(status: number, url: string): Told {
	return {
		found: {
			en: `Something else answers at ${url} (with ${status}): what providers send does not come here.`,
			de: `Unter ${url} antwortet etwas anderes (mit ${status}): Was Anbieter senden, kommt nicht hier an.`,
			es: `En ${url} responde otra cosa (con ${status}): lo que envían los proveedores no llega aquí.`,
		},
		mend: openWay,
	};
}

function largeStopped(url: string) {
	return {
		state: 'attention' as const,
		found: {
			en: `${url} leads here, but a proxy stops requests of more than a megabyte. Recordings may be larger.`,
			de: `${url} führt hierher, aber ein Proxy hält Anfragen über einem Megabyte auf. Aufnahmen können größer sein.`,
			es: `${url} lleva aquí, pero un proxy detiene las peticiones de más de un megabyte. Las grabaciones pueden ser mayores.`,
		},
		mend: {
			en: 'Allow larger bodies there; in nginx: client_max_body_size 100m;',
			de: 'Erlauben Sie dort größere Inhalte; bei nginx: client_max_body_size 100m;',
			es: 'Permita allí cuerpos mayores; en nginx: client_max_body_size 100m;',
		},
	};
}

function reached(url: string): Text {
	return {
		en: `${url} leads here: a request came back in.`,
		de: `${url} führt hierher: Eine Anfrage kam wieder herein.`,
		es: `${url} lleva aquí: una petición volvió a entrar.`,
	};
}

function notTrusted(url: string): Text {
	return {
		en: `Providers do not connect to ${url}, as its certificate is not valid.`,
		de: `Anbieter verbinden sich nicht mit ${url}, weil das Zertifikat nicht gültig ist.`,
		es: `Los proveedores no se conectan a ${url}, porque su certificado no es válido.`,
	};
}

function localOnly(url: string): Text {
	return {
		en: `${url} works on this machine or network only: no provider can call it.`,
		de: `${url} funktioniert nur auf diesem Gerät oder in diesem Netz: Kein Anbieter kann es erreichen.`,
		es: `${url} solo funciona en este equipo o en esta red: ningún proveedor puede llamarla.`,
	};
}

const setIt: Text = {
	en: 'Set PUBLIC_URL to an https address that leads here, e.g. of a reverse proxy or a tunnel.',
	de: 'Setzen Sie PUBLIC_URL auf eine https-Adresse, die hierher führt, z. B. eines Reverse-Proxys oder Tunnels.',
	es: 'Ponga en PUBLIC_URL una dirección https que lleve aquí, p. ej. de un proxy inverso o un túnel.',
};

const setDns: Text = {
	en: 'Check the name in PUBLIC_URL for typing errors, and its DNS entry.',
	de: 'Prüfen Sie den Namen in PUBLIC_URL auf Tippfehler und seinen DNS-Eintrag.',
	es: 'Compruebe que el nombre en PUBLIC_URL está bien escrito, y su entrada DNS.',
};

const openWay: Text = {
	en: 'Check that the proxy or tunnel for it runs and leads to this server’s port.',
	de: 'Prüfen Sie, ob der Proxy oder Tunnel dafür läuft und zum Port dieses Servers führt.',
	es: 'Compruebe que el proxy o túnel está en marcha y lleva al puerto de este servidor.',
};
