import { describeCall, joinedCallOf } from '../../lib/calls/index.ts';
import type { CallDetail } from '../../lib/contract/call-detail.ts';
import type { Segment } from '../../lib/contract/transcript.ts';

type Language = 'en' | 'de' | 'es';

const words = {
	en: {
		facts: 'Facts',
		transcript: 'Transcript',
		remote: 'Caller',
		local: 'We',
		assistant: 'Assistant',
		unknown: 'Somebody',
		proof: 'said',
		none: 'Nothing was transcribed.',
	},
	de: {
		facts: 'Angaben',
		transcript: 'Transkript',
		remote: 'Anrufer',
		local: 'Wir',
		assistant: 'Assistent',
		unknown: 'Jemand',
		proof: 'gesagt',
		none: 'Es wurde nichts transkribiert.',
	},
	es: {
		facts: 'Datos',
		transcript: 'Transcripción',
		remote: 'Interlocutor',
		local: 'Nosotros',
		assistant: 'Asistente',
		unknown: 'Alguien',
		proof: 'dicho',
		none: 'No se transcribió nada.',
	},
} as const satisfies Record<
	Language,
	Record<Segment['speaker'] | 'facts' | 'transcript' | 'proof' | 'none', string>
>;

/** A call to be kept or passed on: who and when, facts with their sentences, what was said. Plain text, UTF-8. */
export function transcriptText(detail: CallDetail, language: Language): string {
	const say = words[language];
	const segments = detail.segments.map((one) => line(one, language));
	const facts = factLines(detail, language);
	return [
		headOf(detail),
		...(facts.length > 0 ? ['', say.facts, ...facts] : []),
		'',
		say.transcript,
		...(segments.length > 0 ? segments : [say.none]),
		'',
	].join('\n');
}

function headOf({ call }: CallDetail): string {
	const joined = joinedCallOf(call.views);
	const summary = joined && describeCall(joined);
	const who = [summary?.remote.name, summary?.remote.e164].filter(Boolean).join(', ');
	return [call.callId, summary?.startedAt, who].filter(Boolean).join(' · ');
}

/** What was rejected is left out; an edited value stands in the place of the one that was read. */
function factLines({ extraction, reviewed, fields }: CallDetail, language: Language): string[] {
	const decided = new Map(reviewed?.decisions.map((one) => [one.name, one]));
	return (extraction?.fields ?? []).flatMap(({ name, value, evidence }) => {
		const decision = decided.get(name);
		if (decision?.decision === 'rejected') return [];
		const field = fields.find((one) => one.name === name);
		const label = field?.labels?.[language] ?? field?.label ?? name;
		const shown = decision?.value ?? value;
		return [`${label}: ${oneLine(shown)} (${words[language].proof}: "${oneLine(evidence.quote)}")`];
	});
}

function line({ startMs, speaker, speakerName, text }: Segment, language: Language): string {
	return `[${timeOf(startMs)}] ${oneLine(speakerName || words[language][speaker])}: ${oneLine(text)}`;
}

/** `m:ss` */
function timeOf(ms: number): string {
	const seconds = Math.floor(ms / 1_000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Nothing that was said can look like another line. */
function oneLine(text: string): string {
	return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
