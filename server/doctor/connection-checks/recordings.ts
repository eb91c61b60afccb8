import type { ConnectionCheck } from './facts.ts';

/** Whether recordings may be fetched, where somebody wants them transcribed. */
export const recordingsCheck: ConnectionCheck = ({ provider, consent, isTranscribing }) => {
	if (!provider.recordings || !isTranscribing || consent === undefined) return [];
	const name = 'recordings';
	const { label } = provider;
	if (consent !== 'none') {
		return [
			{
				name,
				state: 'ok',
				found: {
					en: `Recordings are fetched from ${label}: callers are told of them.`,
					de: `Aufzeichnungen werden von ${label} geholt: Anrufer erfahren davon.`,
					es: `Las grabaciones se recogen de ${label}: se informa de ellas a quien llama.`,
				},
			},
		];
	}
	return [
		{
			name,
			state: 'attention',
			found: {
				en: `Recordings stay at ${label}: nobody has set how callers learn of them.`,
				de: `Aufzeichnungen bleiben bei ${label}: Niemand hat festgelegt, wie Anrufer davon erfahren.`,
				es: `Las grabaciones se quedan en ${label}: nadie ha fijado cómo se informa de ellas a quien llama.`,
			},
			mend: {
				en: 'Set it under Calls & consent.',
				de: 'Legen Sie es unter „Anrufe & Einwilligung“ fest.',
				es: 'Fíjelo en «Llamadas y consentimiento».',
			},
		},
	];
};
