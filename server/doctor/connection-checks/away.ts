import { whenText } from '../times.ts';
import type { ConnectionCheck, ConnectionFacts } from './facts.ts';

/** A restart or a short fault at the vendor alarms nobody. */
const PATIENCE_MS = 30 * 60 * 1_000;

/** Whether the vendor still answers; of one that does not, all else is known from before only. */
export const awayCheck: ConnectionCheck = (facts) => {
	const { provider, subscriptions, now } = facts;
	const { label } = provider;
	if (!isAway(facts) || subscriptions.length === 0) return [];
	const answeredAt = Math.max(...subscriptions.map(({ checkedAt }) => checkedAt));
	if (now - answeredAt < PATIENCE_MS) return [];
	const when = whenText(answeredAt, now);
	return [
		{
			name: 'vendor',
			state: 'attention',
			found: {
				en: `${label} gives no answer; the last one came ${when.en}. Calls may not be shown until it is back.`,
				de: `${label} antwortet nicht; die letzte Antwort kam ${when.de}. Bis es wieder da ist, werden Anrufe vielleicht nicht angezeigt.`,
				es: `${label} no responde; la última respuesta llegó ${when.es}. Hasta que vuelva, puede que no se muestren llamadas.`,
			},
			mend: {
				en: 'There is nothing to do here: it is tried again every few minutes, and the sign-in stays.',
				de: 'Hier ist nichts zu tun: Es wird alle paar Minuten wieder versucht, und die Anmeldung bleibt.',
				es: 'No hay nada que hacer aquí: se intenta cada pocos minutos y la sesión se mantiene.',
			},
		},
	];
};

function isAway({ signIn, key, trouble }: ConnectionFacts): boolean {
	if (signIn?.kind === 'later' || trouble?.kind === 'later') return true;
	return typeof key === 'object' && key.kind === 'later';
}
