import type OpenAI from 'openai';
import { z } from 'zod';
import type { FactField } from '../../../lib/contract/settings.ts';
import type { Claim } from '../../../lib/facts/proof.ts';
import type { JobContext } from '../../jobs/job.ts';
import type { ModelFailure } from '../../models/failure.ts';
import type { PipelineDeps } from '../deps.ts';
import { paidOnce } from '../paid-once.ts';
import { askAbout } from './ask.ts';
import { answerSchema, claimsOf } from './question.ts';
import type { Window } from './windows.ts';

export const EXTRACTION = 'extraction';

export interface Reader {
	workspaceId: string;
	callId: string;
	extractionId: string;
	fields: readonly FactField[];
	client: OpenAI;
	model: string;
}

export type ReadWindow =
	| { kind: 'read'; claims: Claim[] }
	| { kind: 'lost' }
	| { kind: 'failed'; failure: ModelFailure };

const Kept = z.object({ text: z.string(), tokens: z.number() });

/** What the model claims of one window. */
export async function readWindow(
	window: Window,
	reader: Reader,
	context: JobContext,
	deps: Pick<PipelineDeps, 'store' | 'clock'>,
): Promise<ReadWindow> {
	const { workspaceId, callId, extractionId, fields } = reader;
	const call = {
		...{ workspaceId, subject: callId, key: `${extractionId}|${window.from}`, kind: EXTRACTION },
		unit: 'tokens' as const,
		amountOf: (kept: string) => Kept.parse(JSON.parse(kept)).tokens,
		async ask() {
			const told = await askAbout(window, { ...reader, now: deps.clock.now() });
			if (told.kind !== 'told') return told;
			const { text, tokens } = told;
			return { kind: 'answered' as const, text: JSON.stringify({ text, tokens }) };
		},
	};
	const paid = await paidOnce(call, context, deps);
	if (paid.kind === 'lost') return paid;
	if (paid.kind !== 'answered') return { kind: 'failed', failure: paid };
	const { text } = Kept.parse(JSON.parse(paid.text));
	return { kind: 'read', claims: claimsOf(answerSchema(fields).parse(JSON.parse(text)), window) };
}
