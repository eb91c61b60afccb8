import type { Text } from '../../../lib/contract/text.ts';
import { ENDING_MS } from '../../connections/view.ts';
import type { Finding } from '../finding.ts';
import { spanText, whenText } from '../times.ts';
import type { ConnectionCheck, ConnectionFacts } from './facts.ts';

const name = 'sign-in';

export const signInAgain = {
	name: 'sign-in',
	label: { en: 'Sign in again', de: 'Neu anmelden', es: 'Iniciar sesión de nuevo' },
} as const;

/** Whether the account is signed in to, and for how long. */
export const signInCheck: ConnectionCheck = (facts) => {
	if (!facts.provider.signIn || !facts.signIn) return [];
	switch (facts.signIn.kind) {
		case 'signed-out':
			return [signedOut(facts)];
		case 'later':
			return [unreachable(facts)];
		case 'token':
			return [signedIn(facts)];
	}
};

function signedOut({ provider: { label } }: ConnectionFacts): Finding {
	const { check, severity, ...words } = signedOutProblem(label);
	return { name: check, state: severity, ...words, action: signInAgain };
}

/** What is told in the moment in which a sign-in ends. */
export function signedOutProblem(label: string) {
	return {
		severity: 'broken' as const,
		check: name,
		found: {
			en: `You are signed out at ${label}. Until you sign in again, nothing new is set up or renewed there.`,
			de: `Sie sind bei ${label} abgemeldet. Bis Sie sich neu anmelden, wird dort nichts eingerichtet oder verlängert.`,
			es: `La sesión en ${label} está cerrada. Hasta que inicie sesión de nuevo, allí no se configura ni renueva nada.`,
		},
		mend: {
			en: 'Sign in again; it takes a minute. Missed calls are read afterwards where that is possible.',
			de: 'Melden Sie sich neu an; es dauert eine Minute. Verpasstes wird danach nachgelesen, wo das möglich ist.',
			es: 'Inicie sesión de nuevo; tarda un minuto. Lo perdido se lee después, donde sea posible.',
		},
	};
}

function unreachable({ provider: { label } }: ConnectionFacts): Finding {
	return {
		name,
		state: 'unknown',
		found: {
			en: `${label} could not be asked whether you are signed in. It is tried again by itself.`,
			de: `${label} war gerade nicht zu erreichen. Die Anmeldung wird von selbst wieder geprüft.`,
			es: `No se pudo preguntar a ${label} si la sesión sigue abierta. Se intenta de nuevo automáticamente.`,
		},
	};
}

function signedIn(facts: ConnectionFacts): Finding {
	const { tokens, now, provider } = facts;
	const { label } = provider;
	const endsAt = tokens?.signInEndsAt;
	if (endsAt === undefined) return { name, state: 'ok', found: lasting(label) };
	const when = whenText(endsAt, now);
	const found: Text = {
		en: `You are signed in at ${label}. The sign-in ends ${when.en}.`,
		de: `Sie sind bei ${label} angemeldet. Die Anmeldung endet ${when.de}.`,
		es: `La sesión en ${label} está abierta. Termina ${when.es}.`,
	};
	if (endsAt - now >= ENDING_MS) return { name, state: 'ok', found };
	return { name, state: 'attention', found, mend: mendOf(facts), action: signInAgain };
}

function lasting(label: string): Text {
	return {
		en: `You are signed in at ${label}. It renews itself.`,
		de: `Sie sind bei ${label} angemeldet. Das verlängert sich von selbst.`,
		es: `La sesión en ${label} está abierta. Se renueva automáticamente.`,
	};
}

function mendOf({ provider, appSettings = {} }: ConnectionFacts): Text {
	const lifetime = provider.signIn?.lifetimeMs?.(appSettings);
	if (lifetime !== undefined && lifetime <= ENDING_MS) return shortLived(provider.label, spanText(lifetime));
	return {
		en: 'Sign in again before then, so that no call is missed.',
		de: 'Melden Sie sich vorher neu an, damit kein Anruf fehlt.',
		es: 'Inicie sesión de nuevo antes, para no perder ninguna llamada.',
	};
}

/** E.g. Google, while its consent page is in testing. */
function shortLived(label: string, span: Text): Text {
	return {
		en: `Sign in again before then. Sign-ins of this app last ${span.en} only, as it is in testing at ${label}: once an admin has published it there, they stay.`,
		de: `Melden Sie sich vorher neu an. Anmeldungen bei dieser App gelten nur ${span.de}, weil sie bei ${label} im Testbetrieb ist: Sobald ein Admin sie dort veröffentlicht, bleiben sie bestehen.`,
		es: `Inicie sesión de nuevo antes. Las sesiones de esta aplicación solo duran ${span.es}, porque está en pruebas en ${label}: cuando un administrador la publique allí, se mantendrán.`,
	};
}
