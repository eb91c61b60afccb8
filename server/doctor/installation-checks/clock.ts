import type { Text } from '../../../lib/contract/text.ts';
import type { Finding } from '../finding.ts';
import { spanText, whenText } from '../times.ts';
import type { InstallationCheck } from './facts.ts';

const name = 'clock';
const BUILT = Date.UTC(2026, 0, 1);
const NOTABLE_MS = 60 * 1_000;
/** At this, vendors' signatures with a time in them are refused. */
const TOO_FAR_MS = 5 * 60 * 1_000;
const JUMP_SHOWN_MS = 60 * 60 * 1_000;

/** Whether this machine knows what time it is. */
export const clockCheck: InstallationCheck = ({ clock: { aheadMs, jump, isBehindLog }, now }) => {
	if (now < BUILT || isBehindLog) return [{ name, state: 'broken', found: behindLog, mend: setIt }];
	if (aheadMs !== undefined && Math.abs(aheadMs) > NOTABLE_MS) return [off(aheadMs)];
	if (jump && now - jump.at < JUMP_SHOWN_MS) {
		return [{ name, state: 'attention', found: jumped(jump.byMs, whenText(jump.at, now)), mend: lookAfter }];
	}
	// As long as nobody outside told the time, no more is known.
	return [{ name, state: 'ok', found: aheadMs === undefined ? plausible : right }];
};

function off(aheadMs: number): Finding {
	const span = spanText(aheadMs);
	const isAhead = aheadMs > 0;
	return {
		name,
		state: Math.abs(aheadMs) >= TOO_FAR_MS ? 'broken' : 'attention',
		found: {
			en: `The clock of this server is ${span.en} ${isAhead ? 'fast' : 'slow'}, compared with providers’.`,
			de: `Die Uhr dieses Servers geht ${span.de} ${isAhead ? 'vor' : 'nach'}, verglichen mit denen der Anbieter.`,
			es: `El reloj de este servidor va ${span.es} ${isAhead ? 'adelantado' : 'atrasado'} respecto a los de los proveedores.`,
		},
		mend: setIt,
	};
}

function jumped(byMs: number, when: Text): Text {
	const span = spanText(byMs);
	const isAhead = byMs > 0;
	return {
		en: `The clock of this server jumped ${span.en} ${isAhead ? 'ahead' : 'back'} ${when.en}, or the machine slept.`,
		de: `Die Uhr dieses Servers sprang ${when.de} (${span.de} ${isAhead ? 'vor' : 'zurück'}), oder das Gerät schlief.`,
		es: `El reloj de este servidor saltó ${span.es} hacia ${isAhead ? 'delante' : 'atrás'} ${when.es}, o el equipo estaba dormido.`,
	};
}

const behindLog: Text = {
	en: 'The clock of this server is slow: it shows a time before the newest delivery.',
	de: 'Die Uhr dieses Servers geht nach: Sie zeigt eine Zeit vor der neuesten Zustellung.',
	es: 'El reloj de este servidor va atrasado: muestra una hora anterior a la última entrega.',
};

const right: Text = {
	en: 'The clock of this server agrees with providers’.',
	de: 'Die Uhr dieses Servers stimmt mit denen der Anbieter überein.',
	es: 'El reloj de este servidor coincide con los de los proveedores.',
};

const plausible: Text = {
	en: 'The clock of this server shows a plausible time.',
	de: 'Die Uhr dieses Servers zeigt eine glaubhafte Zeit.',
	es: 'El reloj de este servidor muestra una hora verosímil.',
};

const setIt: Text = {
	en: 'Set the clock, best by NTP (timedatectl): what carries another time is refused, as it could be a repeat.',
	de: 'Stellen Sie die Uhr, am besten per NTP (timedatectl): Was eine andere Zeit trägt, wird abgelehnt, weil es eine Wiederholung sein könnte.',
	es: 'Ponga el reloj en hora, mejor por NTP (timedatectl): lo que lleva otra hora se rechaza, porque podría ser una repetición.',
};

const lookAfter: Text = {
	en: 'Nothing is lost by it. If it happens again, look after NTP on this machine and switch its sleep off.',
	de: 'Dabei geht nichts verloren. Passiert es wieder, sehen Sie nach NTP auf diesem Gerät und schalten Sie den Ruhezustand ab.',
	es: 'No se pierde nada. Si vuelve a ocurrir, revise NTP en este equipo y desactive la suspensión.',
};
