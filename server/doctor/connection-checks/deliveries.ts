import type { Finding } from '../finding.ts';
import { whenText } from '../times.ts';
import type { ConnectionCheck, ConnectionFacts } from './facts.ts';

const name = 'deliveries';

/** When something came last, and whether it is quieter than usual. */
export const deliveriesCheck: ConnectionCheck = (facts) => {
	const { lastEventAt } = facts;
	if (lastEventAt === undefined) return [nothingYet(facts)];
	return [facts.silence.kind === 'unusual' ? silent(lastEventAt, facts) : heard(lastEventAt, facts)];
};

function nothingYet({ provider: { label } }: ConnectionFacts): Finding {
	return {
		name,
		state: 'unknown',
		found: {
			en: `Nothing has come from ${label} yet.`,
			de: `Von ${label} ist noch nichts gekommen.`,
			es: `Todavía no ha llegado nada de ${label}.`,
		},
		mend: {
			en: 'Make a test call: this turns green with the first one.',
			de: 'Machen Sie einen Testanruf: Mit dem ersten wird dies grün.',
			es: 'Haga una llamada de prueba: con la primera se pone en verde.',
		},
	};
}

function heard(lastEventAt: number, { provider: { label }, now }: ConnectionFacts): Finding {
	const when = whenText(lastEventAt, now);
	return {
		name,
		state: 'ok',
		found: {
			en: `${label} last sent something ${when.en}.`,
			de: `${label} hat zuletzt ${when.de} etwas gesendet.`,
			es: `${label} envió algo por última vez ${when.es}.`,
		},
	};
}

function silent(lastEventAt: number, { provider: { label }, now }: ConnectionFacts): Finding {
	const when = whenText(lastEventAt, now);
	return {
		name,
		state: 'attention',
		found: {
			en: `It is unusually quiet: ${label} last sent something ${when.en}, and at this time of the week there usually is a lot.`,
			de: `Es ist ungewöhnlich still: ${label} hat zuletzt ${when.de} etwas gesendet, und um diese Wochenzeit ist sonst viel los.`,
			es: `Hay un silencio poco habitual: ${label} envió algo por última vez ${when.es}, y a esta hora de la semana suele llegar mucho.`,
		},
		mend: {
			en: `On a holiday this is nothing. Otherwise call one of your numbers: if it stays quiet here, look whether ${label} has a fault.`,
			de: `An einem Feiertag ist das in Ordnung. Sonst rufen Sie eine Ihrer Nummern an: Bleibt es hier still, sehen Sie nach, ob ${label} gestört ist.`,
			es: `En un día festivo es normal. Si no, llame a uno de sus números: si aquí sigue en silencio, mire si ${label} tiene una avería.`,
		},
		action: {
			name: 'check-again',
			label: { en: 'Check again', de: 'Noch einmal prüfen', es: 'Comprobar de nuevo' },
		},
	};
}
