import type OpenAI from 'openai';
import { z } from 'zod';
import type { FactField } from '../../../lib/contract/settings.ts';
import type { Claim } from '../../../lib/facts/proof.ts';
import type { JobContext } from '../../jobs/job.ts';
import type { ModelFailure } from '../../models/failure.ts';
import type { PipelineDeps } from '../deps.ts';
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

/** What the model claims of one window; asked and paid for once, whoever dies when. */
export async function readWindow(
	window: Window,
	reader: Reader,
	{ stillMine }: JobContext,
	{ store, clock }: Pick<PipelineDeps, 'store' | 'clock'>,
): Promise<ReadWindow> {
	if (!(await stillMine())) return { kind: 'lost' };
	const { workspaceId, callId, extractionId, fields } = reader;
	const { effects, usage } = store.afterCall;
	const key = `${extractionId}|${window.from}`;
	const begun = await effects.begin(workspaceId, {
		key,
		kind: EXTRACTION,
		subject: callId,
		now: clock.now(),
	});
	// Begun by somebody who died: the model cannot be asked what it answered. It costs once more and harms nothing.
	const told =
		begun.kind === 'done'
			? { kind: 'told' as const, ...Kept.parse(JSON.parse(begun.answer)) }
			: await askAbout(window, { ...reader, now: clock.now() });
	if (told.kind !== 'told') {
		await effects.end(workspaceId, key, { state: 'failed', answer: '{}', now: clock.now() });
		return { kind: 'failed', failure: told };
	}
	const { text, tokens } = told;
	if (begun.kind !== 'done') {
		const answer = JSON.stringify({ text, tokens });
		await effects.end(workspaceId, key, { state: 'done', answer, now: clock.now() });
	}
	// Also when it was done before: whoever did it may have died in between. It counts once.
	await usage.add(workspaceId, { key, month: monthOf(clock.now()), name: 'tokens', amount: tokens });
	return { kind: 'read', claims: claimsOf(answerSchema(fields).parse(JSON.parse(text)), window) };
}

/** `2026-11`, UTC. */
export function monthOf(now: number): string {
	return new Date(now).toISOString().slice(0, 7);
}
