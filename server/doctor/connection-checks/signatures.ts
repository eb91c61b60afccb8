import type { Text } from '../../../lib/contract/text.ts';
import type { ConnectionCheck } from './facts.ts';
import { refusalWords } from './refusal-words.ts';

const name = 'signatures';

/** Whether what comes can be believed. Broken where nothing was believed since the newest that was refused. */
export const signaturesCheck: ConnectionCheck = ({ refusals, lastEventAt, provider: { label } }) => {
	if (!refusals && lastEventAt === undefined) return [];
	if (!refusals || refusals.cause === 'believed-now') return [{ name, state: 'ok', found: allWell(label) }];
	const { count, cause, newestAt } = refusals;
	const told = cause === undefined ? undefined : refusalWords[cause](label);
	return [
		{
			name,
			state: newestAt > (lastEventAt ?? 0) ? 'broken' : 'attention',
			found: refusedText(count, label, told?.why),
			mend: told?.mend ?? lookThere,
		},
	];
};

function allWell(label: string): Text {
	return {
		en: `What comes from ${label} is truly from there: the signatures are right.`,
		de: `Was von ${label} kommt, ist wirklich von dort: Die Signaturen stimmen.`,
		es: `Lo que llega de ${label} viene realmente de allí: las firmas son correctas.`,
	};
}

function refusedText(count: number, label: string, why: Text | undefined): Text {
	return {
		en: `${count} in the last day, sent as if from ${label}, were not believed${why ? `: ${why.en}` : '.'}`,
		de: `In den letzten 24 Stunden wurde ${count}-mal etwas nicht geglaubt, das von ${label} kommen sollte${why ? `: ${why.de}` : '.'}`,
		es: `En las últimas 24 horas no se creyó ${count} veces algo que decía venir de ${label}${why ? `: ${why.es}` : '.'}`,
	};
}

const lookThere: Text = {
	en: 'The page “Deliveries” shows each of them and what is wrong with it.',
	de: 'Die Seite „Zustellungen“ zeigt jede einzelne und was mit ihr nicht stimmt.',
	es: 'La página «Entregas» muestra cada una y qué falla en ella.',
};
