import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { AssistantOrder, BegunConversation } from '../providers/assistant.ts';
import type { Asked } from '../providers/vendor.ts';
import type { Store } from '../store/ports.ts';
import type { AssistantSetup } from './setup.ts';

export type Placed =
	/** `fresh`: only now; else it was before, with that note. */
	| { kind: 'called'; conversation: BegunConversation; begunAt: number; note: string; fresh: boolean }
	/** It was not made; it may be tried again. */
	| { kind: 'refused'; reason: string }
	/** Whether it was made is not known: a repeat with the same reference finds out, and never calls twice. */
	| { kind: 'unknown'; reason: string }
	/** Somebody else is at it right now. */
	| { kind: 'under-way' }
	/** The reference was used for something else. */
	| { kind: 'other-request' };

/** `note` is kept as it is: whoever could read the store must not read it. */
export interface PlaceOrder extends AssistantOrder {
	fingerprint: string;
	note: string;
}

export interface PlaceDeps {
	store: Pick<Store, 'afterCall'>;
	clock: Clock;
}

export const CALL_EFFECT = 'assistant.call';
const MOST_ATTEMPTS = 10;
/** Longer than a request to the vendor may take: whoever began it has given up by then. */
const SETTLED_MS = 45_000;

const Answer = z.object({
	conversationId: z.string(),
	callId: z.string(),
	begunAt: z.number(),
	note: z.string(),
});

/** Key of what was done for a reference at this attempt, the first is 1. */
export function callKey(reference: string, attempt: number): string {
	return `assistant|${reference}|${attempt}`;
}

/**
 * Has the vendor call, once for each reference. Every attempt is written down before it is made; one whose answer was
 * lost is looked for at the vendor, and only one that is not there is followed by another.
 * `fingerprint`: of the request, so that a reference is not taken for another one.
 */
export async function placeCall(setup: AssistantSetup, order: PlaceOrder, deps: PlaceDeps): Promise<Placed> {
	const { reference } = order.briefing;
	let hasLooked = false;
	for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
		const claimed = await claim(setup, callKey(reference, attempt), order.fingerprint, deps);
		if (claimed.kind === 'mine') return callAt(setup, order, callKey(reference, attempt), deps);
		if (claimed.kind !== 'unsettled') return claimed;
		// One look is about all of them: each began before it.
		const found = hasLooked ? undefined : await lookFor(setup, order, claimed, deps);
		if (found) return found;
		hasLooked = true;
	}
	return { kind: 'unknown', reason: 'The call could not be confirmed after many attempts.' };
}

type Claimed =
	| { kind: 'mine' }
	| { kind: 'unsettled'; key: string; begunAt: number }
	| Extract<Placed, { kind: 'called' | 'under-way' | 'other-request' }>;

async function claim(
	{ workspaceId }: AssistantSetup,
	key: string,
	fingerprint: string,
	{ store: { afterCall }, clock }: PlaceDeps,
): Promise<Claimed> {
	const now = clock.now();
	const begun = await afterCall.effects.begin(workspaceId, {
		...{ key, kind: CALL_EFFECT, now },
		subject: fingerprint,
	});
	if (begun.kind === 'new') return { kind: 'mine' };
	const earlier = await afterCall.effects.get(workspaceId, key);
	if (earlier && earlier.subject !== fingerprint) return { kind: 'other-request' };
	if (begun.kind === 'done') {
		const { begunAt, note, ...conversation } = Answer.parse(JSON.parse(begun.answer));
		return { kind: 'called', conversation, begunAt, note, fresh: false };
	}
	if (now - begun.begunAt < SETTLED_MS) return { kind: 'under-way' };
	return { kind: 'unsettled', key, begunAt: begun.begunAt };
}

/** Undefined where the vendor has no such call. */
async function lookFor(
	setup: AssistantSetup,
	order: PlaceOrder,
	{ key, begunAt }: { key: string; begunAt: number },
	deps: PlaceDeps,
): Promise<Placed | undefined> {
	const { agentId, briefing } = order;
	const { reference } = briefing;
	const found = await setup.assistant.find({ reference, agentId, since: begunAt }, setup.tools);
	if (found.kind !== 'read') return { kind: 'unknown', reason: reasonOf(found) };
	return found.value && settle(setup, { key, begunAt, note: order.note }, found.value, deps);
}

async function callAt(
	setup: AssistantSetup,
	order: PlaceOrder,
	key: string,
	deps: PlaceDeps,
): Promise<Placed> {
	const { workspaceId, assistant, tools } = setup;
	const begunAt = deps.clock.now();
	const started = await assistant.start(order, tools);
	if (started.kind === 'read' && started.value.kind === 'started') {
		const { conversationId, callId } = started.value;
		return settle(setup, { key, begunAt, note: order.note }, { conversationId, callId }, deps);
	}
	if (isOpen(started)) {
		// It may ring already: what the vendor has of it says so.
		const found = await lookFor(setup, order, { key, begunAt }, deps);
		return found ?? { kind: 'unknown', reason: reasonOf(started) };
	}
	const reason = reasonOf(started);
	await deps.store.afterCall.effects.end(workspaceId, key, {
		state: 'failed',
		answer: JSON.stringify({ reason }),
		now: deps.clock.now(),
	});
	return { kind: 'refused', reason };
}

/** True where the vendor may have called although it did not say so. */
function isOpen({ kind }: Asked<unknown>): boolean {
	return kind === 'later' || kind === 'unexpected' || kind === 'too-large';
}

async function settle(
	{ workspaceId }: AssistantSetup,
	{ key, begunAt, note }: { key: string; begunAt: number; note: string },
	conversation: BegunConversation,
	{ store, clock }: PlaceDeps,
): Promise<Placed> {
	const answer = JSON.stringify({ ...conversation, begunAt, note });
	await store.afterCall.effects.end(workspaceId, key, { state: 'done', answer, now: clock.now() });
	return { kind: 'called', conversation, begunAt, note, fresh: true };
}

/** Why the vendor did not do it, for people; nothing personal beyond what the vendor says. */
export function reasonOf(asked: Asked<{ kind: string; reason?: string } | object | undefined>): string {
	switch (asked.kind) {
		case 'read': {
			const words = asked.value && 'reason' in asked.value ? asked.value.reason : undefined;
			return words ? `ElevenLabs did not call: ${words}` : 'ElevenLabs did not call and gave no reason.';
		}
		case 'gone':
			return 'ElevenLabs does not know this agent or this number. Check their ids in the settings.';
		case 'signed-out':
			return 'ElevenLabs does not take the API key. An admin has to enter a new one.';
		case 'too-large':
			return 'ElevenLabs’ answer was too large to be read.';
		default:
			return asked.reason;
	}
}
