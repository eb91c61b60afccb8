import type { Text } from '../../../lib/contract/text.ts';
import { whenText } from '../times.ts';
import type { InstallationCheck } from './facts.ts';

const name = 'certificate';
const SOON_MS = 14 * 24 * 60 * 60 * 1_000;

/** Whether the public address has a valid certificate, and for how long. */
export const certificateCheck: InstallationCheck = ({ certificate, now }) => {
	switch (certificate.kind) {
		case 'none':
			return [];
		case 'not-trusted':
			return [{ name, state: 'broken', found: notTrusted(certificate.reason), mend: getOne }];
		case 'trusted': {
			const { validUntil } = certificate;
			const found = lasts(whenText(validUntil, now));
			if (validUntil - now >= SOON_MS) return [{ name, state: 'ok', found }];
			return [{ name, state: 'attention', found, mend: renew }];
		}
	}
};

function lasts(when: Text): Text {
	return {
		en: `The certificate of the public address is valid and ends ${when.en}.`,
		de: `Das Zertifikat der öffentlichen Adresse ist gültig und endet ${when.de}.`,
		es: `El certificado de la dirección pública es válido y termina ${when.es}.`,
	};
}

function notTrusted(reason: string): Text {
	return {
		en: `The certificate of the public address is not valid (${reason}), so providers send nothing.`,
		de: `Das Zertifikat der öffentlichen Adresse ist nicht gültig (${reason}), deshalb senden Anbieter nichts.`,
		es: `El certificado de la dirección pública no es válido (${reason}), por eso los proveedores no envían nada.`,
	};
}

const renew: Text = {
	en: 'It should have been renewed by now: look after what renews it (certbot, Caddy, the tunnel).',
	de: 'Es sollte schon erneuert sein: Sehen Sie nach, was es erneuert (certbot, Caddy, der Tunnel).',
	es: 'Ya debería haberse renovado: revise lo que lo renueva (certbot, Caddy, el túnel).',
};

const getOne: Text = {
	en: 'Get a certificate for exactly this name that browsers trust, e.g. from Let’s Encrypt, with its whole chain.',
	de: 'Holen Sie ein Zertifikat für genau diesen Namen, dem Browser vertrauen, z. B. von Let’s Encrypt, mit der ganzen Kette.',
	es: 'Obtenga un certificado para exactamente este nombre en el que confíen los navegadores, p. ej. de Let’s Encrypt, con toda la cadena.',
};
