import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CrmFields, CrmOutcome } from '../../crm/crm.ts';
import type { JobContext } from '../../jobs/job.ts';
import type { PipelineDeps } from '../deps.ts';

type Done = Extract<CrmOutcome, { kind: 'done' }>;

/** Another worker has the job by now. */
export type Written = CrmOutcome | { kind: 'lost' };

interface Effect {
	workspaceId: string;
	key: string;
	kind: 'crm.update' | 'crm.unassigned';
	callId: string;
	/** `again`: somebody began it before, and what became of that is not known. */
	perform(again: boolean): Promise<CrmOutcome>;
}

const Answer = z.object({ kind: z.literal('done'), recordId: z.string().optional() });

/** Has one effect, however often it is asked for; what was answered once is remembered. */
export async function writeOnce(
	{ workspaceId, key, kind, callId, perform }: Effect,
	{ store, clock }: Pick<PipelineDeps, 'store' | 'clock'>,
	{ stillMine }: JobContext,
): Promise<Written> {
	if (!(await stillMine())) return { kind: 'lost' };
	const { effects } = store.afterCall;
	const begun = await effects.begin(workspaceId, { key, kind, subject: callId, now: clock.now() });
	if (begun.kind === 'done') return Answer.parse(JSON.parse(begun.answer));
	const outcome = await perform(begun.kind === 'begun');
	// Anything else stays begun: it may have been done, so the next one looks before it does it.
	if (outcome.kind === 'done') {
		const answer: Done = outcome;
		await effects.end(workspaceId, key, {
			state: 'done',
			answer: JSON.stringify(answer),
			now: clock.now(),
		});
	}
	return outcome;
}

/** Names one update: the same fields after another write are another one. */
export function updateKey(
	callId: string,
	{ recordId, fields, after }: { recordId: string; fields: CrmFields; after?: string },
): string {
	const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
	const text = JSON.stringify([callId, recordId, after ?? null, sorted]);
	return `crm.update|${createHash('sha256').update(text).digest('base64url')}`;
}
