import type { Text } from '../../../lib/contract/text.ts';
import type { Subscription } from '../../store/setup-port.ts';
import type { Finding } from '../finding.ts';
import { whenText } from '../times.ts';
import type { ConnectionCheck, ConnectionFacts } from './facts.ts';
import { tellTrouble } from './trouble.ts';

const repair = {
	name: 'repair',
	label: { en: 'Repair', de: 'Reparieren', es: 'Reparar' },
} as const;

/** Whether the vendor sends each thing here, and until when. Looked at only where it could be asked. */
export const subscriptionsCheck: ConnectionCheck = (facts) => {
	const { provider, signIn, key, trouble, subscriptions } = facts;
	const isAsked = (signIn?.kind ?? 'token') === 'token' && (key ?? 'taken') === 'taken';
	if (!provider.subscriptions || !isAsked) return [];
	if (subscriptions.length > 0) return subscriptions.map((one) => findingOf(one, facts));
	return trouble ? [{ name: 'subscriptions', ...tellTrouble(trouble, provider.label) }] : [];
};

function findingOf(subscription: Subscription, facts: ConnectionFacts): Finding {
	const name = `subscription:${subscription.name}`;
	switch (subscription.state) {
		case 'active':
			return { name, ...active(subscription, facts) };
		case 'foreign':
			return { name, ...foreign(subscription, facts) };
		case 'inactive':
		case 'missing':
			return { name, ...off(subscription, facts) };
	}
}

type Told = Omit<Finding, 'name'>;

function active({ name, expiresAt }: Subscription, { provider: { label }, now }: ConnectionFacts): Told {
	if (expiresAt !== undefined && expiresAt <= now) return { state: 'attention', found: expired(name, label) };
	const end = expiresAt === undefined ? undefined : whenText(expiresAt, now);
	return {
		state: 'ok',
		found: {
			en: `${label} sends “${name}” here.${end ? ` It would end ${end.en} and is renewed before.` : ''}`,
			de: `${label} sendet „${name}“ hierher.${end ? ` Es würde ${end.de} enden und wird vorher verlängert.` : ''}`,
			es: `${label} envía «${name}» aquí.${end ? ` Terminaría ${end.es} y se renueva antes.` : ''}`,
		},
	};
}

function expired(name: string, label: string): Text {
	return {
		en: `${label} has stopped sending “${name}”: it ran out. It is made anew by itself.`,
		de: `${label} sendet „${name}“ nicht mehr: Es ist abgelaufen. Es wird von selbst neu eingerichtet.`,
		es: `${label} ha dejado de enviar «${name}»: ha caducado. Se crea de nuevo automáticamente.`,
	};
}

function foreign({ name, address }: Subscription, { provider: { label } }: ConnectionFacts): Told {
	const host = URL.parse(address ?? '')?.host ?? '?';
	return {
		state: 'attention',
		found: {
			en: `${label} has one place for “${name}”, and it leads to ${host}. So nothing of it comes here.`,
			de: `${label} hat für „${name}“ einen einzigen Platz, und der führt zu ${host}. Deshalb kommt davon hier nichts an.`,
			es: `${label} tiene un solo lugar para «${name}» y lleva a ${host}. Por eso no llega nada aquí.`,
		},
		mend: {
			en: `Let it come here first: Ringside passes everything on to ${host}, so nothing changes there. When you remove this connection, the old address is put back.`,
			de: `Lassen Sie es zuerst hierher kommen: Ringside gibt alles an ${host} weiter, dort ändert sich nichts. Wenn Sie die Verbindung entfernen, kommt die alte Adresse zurück.`,
			es: `Deje que llegue primero aquí: Ringside lo pasa todo a ${host}, así que allí no cambia nada. Si elimina esta conexión, se restaura la dirección anterior.`,
		},
		action: {
			name: 'pass-on',
			subscription: name,
			label: { en: 'Take it and pass it on', de: 'Übernehmen und weitergeben', es: 'Recibir y reenviar' },
		},
	};
}

/** What was tried stands in the trouble; without one, the next round tries. */
function off({ name, state }: Subscription, { provider: { label }, trouble }: ConnectionFacts): Told {
	const told = trouble && tellTrouble(trouble, label);
	const why = told?.found ?? nothing;
	const isMissing = state === 'missing';
	return {
		state: told?.state ?? 'attention',
		found: {
			en: `${label} does not send “${name}”: it is ${isMissing ? 'not set up' : 'switched off'} there, and setting it up did not work. ${why.en}`,
			de: `${label} sendet „${name}“ nicht: Es ist dort ${isMissing ? 'nicht eingerichtet' : 'abgeschaltet'}, und das Einrichten ist nicht gelungen. ${why.de}`,
			es: `${label} no envía «${name}»: allí ${isMissing ? 'no está configurado' : 'está desactivado'} y no se ha podido configurar. ${why.es}`,
		},
		mend: told?.mend ?? tryRepair,
		action: repair,
	};
}

const nothing: Text = { en: '', de: '', es: '' };

const tryRepair: Text = {
	en: 'It is tried again every few minutes. “Repair” tries at once.',
	de: 'Es wird alle paar Minuten wieder versucht. „Reparieren“ versucht es sofort.',
	es: 'Se intenta cada pocos minutos. «Reparar» lo intenta ahora mismo.',
};
