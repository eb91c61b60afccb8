import type { z } from 'zod';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import type { ExtractedField } from '../../../lib/contract/extraction.ts';
import type { Segment } from '../../../lib/contract/transcript.ts';
import { eventOf } from '../event.ts';
import { callIdOf, type Told } from './told.ts';
import { segmentsOf } from './transcript.ts';

const MAX_FIELDS = 200;
const MAX_NAME = 500;
// A single digit or letter is said in every call, and a whole paragraph in none.
const VALUE_LENGTH = { min: 2, max: 200 };

/** The analysis names no source: a value counts where the caller said it word for word, and is dropped elsewhere. */
export function extractionOf(told: Told): RingsideEvent[] {
	const values = Object.entries(told.call.call_analysis?.custom_analysis_data ?? {});
	if (values.length === 0) return [];
	const callId = callIdOf(told.call);
	const said = segmentsOf(told).filter((segment) => segment.speaker === 'remote');
	const fields = values.flatMap(([name, value]) => provenField(name, value, said)).slice(0, MAX_FIELDS);
	return [
		eventOf(told.connection, 'extraction.ready', {
			id: `extraction|${told.call.call_id}`,
			subject: callId,
			time: told.sentAt,
			data: { callId, extractionId: callId, fields, droppedCount: values.length - fields.length },
		}),
	];
}

function provenField(name: string, value: unknown, said: Segment[]): z.infer<typeof ExtractedField>[] {
	if (typeof value !== 'string' && typeof value !== 'number') return [];
	const text = String(value).trim();
	if (text.length < VALUE_LENGTH.min || text.length > VALUE_LENGTH.max) return [];
	const words = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(text)}(?![\\p{L}\\p{N}])`, 'iu');
	const proof = said.find((segment) => words.test(segment.text));
	if (!proof) return [];
	const evidence = { quote: proof.text, segmentId: proof.segmentId };
	return [{ name: name.slice(0, MAX_NAME), value: text, evidence }];
}
