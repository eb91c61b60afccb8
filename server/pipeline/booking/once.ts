import { z } from 'zod';
import { MadeBooking } from '../../providers/bookings.ts';
import type { Asked } from '../../providers/vendor.ts';
import type { PipelineDeps } from '../deps.ts';

/** What a call's appointment is made with; one of them stands for a call. */
export interface Makings {
	workspaceId: string;
	callId: string;
	/** The booking of this call made since then (ms since 1970), at the other side. */
	find(since: number): Promise<Asked<MadeBooking | undefined>>;
}

export type NotMade = Exclude<Asked<never>, { kind: 'read' }>;

export type Standing =
	| { kind: 'made'; made: MadeBooking }
	/** Nothing was made; the key of the next try. */
	| { kind: 'free'; key: string }
	/** Somebody tries just now; look again at `at`, ms since 1970. */
	| { kind: 'wait'; at: number }
	| { kind: 'failed'; asked: NotMade };

export type Made = { kind: 'made'; made: MadeBooking } | Extract<Standing, { kind: 'wait' | 'failed' }>;

type Deps = Pick<PipelineDeps, 'store' | 'clock'>;

const KIND = 'booking.make';
/** A try that was not heard of for so long is over at the other side as well: it is found there, or was not done. */
const OVER_MS = 60_000;

/** Without `made`: it was surely not done. */
const Answer = z.object({ made: MadeBooking.optional() });

/** Whether this call's appointment was made, by whatever try; asks the other side where ours is not known. */
export async function standingOf({ workspaceId, callId, find }: Makings, deps: Deps): Promise<Standing> {
	const { effects } = deps.store.afterCall;
	const tries = (await effects.ofSubject(workspaceId, callId)).filter(({ kind }) => kind === KIND);
	for (const { answer } of tries) {
		const { made } = answer === undefined ? {} : readAnswer(answer);
		if (made) return { kind: 'made', made };
	}
	const open = tries.filter(({ state }) => state === 'begun');
	const [first] = open;
	const last = open.at(-1);
	if (!first || !last) return { kind: 'free', key: keyOf(callId, tries.length) };
	const found = await find(first.begunAt);
	if (found.kind !== 'read') return { kind: 'failed', asked: found };
	const { value: made } = found;
	if (made) {
		await end(workspaceId, last.key, { made }, deps);
		return { kind: 'made', made };
	}
	const overAt = last.begunAt + OVER_MS;
	if (deps.clock.now() < overAt) return { kind: 'wait', at: overAt };
	return { kind: 'free', key: keyOf(callId, tries.length) };
}

/** Makes it under this key; each key is begun once, so that of two at the same time one does. */
export async function makeOnce(
	{ workspaceId, callId }: Makings,
	key: string,
	make: () => Promise<Asked<MadeBooking>>,
	deps: Deps,
): Promise<Made> {
	const now = deps.clock.now();
	const begun = await deps.store.afterCall.effects.begin(workspaceId, {
		key,
		kind: KIND,
		subject: callId,
		now,
	});
	if (begun.kind !== 'new') return { kind: 'wait', at: now + OVER_MS };
	const asked = await make();
	if (asked.kind === 'read') {
		await end(workspaceId, key, { made: asked.value }, deps);
		return { kind: 'made', made: asked.value };
	}
	// A clear no was not done; of anything else the next one looks for it before doing it again.
	if (isClear(asked)) await end(workspaceId, key, {}, deps);
	return { kind: 'failed', asked };
}

function isClear({ kind }: NotMade): boolean {
	return kind === 'refused' || kind === 'gone' || kind === 'forbidden' || kind === 'signed-out';
}

function keyOf(callId: string, count: number): string {
	return `${KIND}|${callId}|${count}`;
}

function readAnswer(answer: string): z.infer<typeof Answer> {
	return Answer.parse(JSON.parse(answer));
}

function end(workspaceId: string, key: string, answer: z.infer<typeof Answer>, { store, clock }: Deps) {
	const now = clock.now();
	return store.afterCall.effects.end(workspaceId, key, {
		...{ state: 'done' as const, answer: JSON.stringify(answer), now },
	});
}
