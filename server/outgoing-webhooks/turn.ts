import type { ClaimedWebhook, OvertakenEvent, Store, StoredEvent, WebhookProgress } from '../store/ports.ts';
import { isWanted } from './event-filter.ts';
import { nextTry } from './schedule.ts';
import { type SendDeps, type Sent, send } from './send.ts';
import { messageId } from './signature.ts';

export interface TurnDeps extends SendDeps {
	store: Pick<Store, 'events' | 'outgoingWebhooks'>;
	/** 0 ≤ x < 1, spreads retries. */
	chance(): number;
	/** For the operator's log; no address, nothing personal. */
	notice(webhookId: string, what: 'disabled' | 'gave-up-an-event', reason: string): void;
	signal: AbortSignal;
}

/** Longer than two tries take. */
export const LEASE_MS = 30_000;
const EVENTS_A_TURN = 100;
const OVERTAKEN_A_TURN = 10;
/** The second failure is no passing one. */
const OVERTAKE_FROM = 2;
const PAGES_LOOKED_THROUGH = 50;

type Failed = Extract<Sent, { kind: 'failed' }>;

/** What one webhook may send before the others get their turn: in the order of the log, one after the other. */
export async function takeTurn(webhook: ClaimedWebhook, deps: TurnDeps): Promise<void> {
	if (await tryOvertaken(webhook, deps)) await sendNew(webhook, deps);
}

/** False when the turn is over. */
async function tryOvertaken(webhook: ClaimedWebhook, deps: TurnDeps): Promise<boolean> {
	const now = deps.clock.now();
	const due = webhook.overtaken.filter(({ dueAt }) => dueAt !== undefined && dueAt <= now);
	for (const one of due.slice(0, OVERTAKEN_A_TURN)) {
		const progress = await tryAgain(webhook, one, deps);
		if (!progress) return release(webhook, {}, deps);
		if (!(await settle(webhook, progress, deps)) || progress.disabledReason) return false;
	}
	return true;
}

/** Undefined when the server is stopping. */
async function tryAgain(
	webhook: ClaimedWebhook,
	overtaken: OvertakenEvent,
	deps: TurnDeps,
): Promise<Partial<WebhookProgress> | undefined> {
	const [event] = await deps.store.events.read(webhook.workspaceId, overtaken.seq - 1, 1);
	// Retention has taken it meanwhile.
	if (event?.seq !== overtaken.seq) return { caughtUp: overtaken.seq };
	const sent = await sendEvent(webhook, event, deps);
	if (!sent) return undefined;
	if (sent.kind === 'gone') return disable(webhook, 'gone', 'answered 410', deps);
	const now = deps.clock.now();
	if (sent.kind === 'accepted') return { caughtUp: overtaken.seq, lastAcceptedAt: now };
	const attempt = overtaken.attempt + 1;
	const dueAt = nextTry({ ...overtaken, ...sent, attempt, now, chance: deps.chance() });
	if (dueAt === undefined) deps.notice(webhook.webhookId, 'gave-up-an-event', sent.reason);
	return { overtaken: { ...overtaken, attempt, dueAt }, lastFailure: sent.reason };
}

async function sendNew(webhook: ClaimedWebhook, deps: TurnDeps): Promise<void> {
	let current = webhook;
	const page = await deps.store.events.read(webhook.workspaceId, webhook.cursorSeq, EVENTS_A_TURN);
	for (const event of page) {
		if (!isWanted(event.type, webhook.events)) {
			current = { ...current, cursorSeq: event.seq };
			continue;
		}
		const sent = await sendEvent(current, event, deps);
		if (!sent) break;
		if (sent.kind === 'gone') {
			await settle(current, disable(current, 'gone', 'answered 410', deps), deps);
			return;
		}
		if (sent.kind === 'failed') return fail(current, event, sent, deps);
		current = { ...current, cursorSeq: event.seq, attempt: 0, failingSince: undefined };
		if (!(await settle(current, accepted(event.seq, deps), deps))) return;
	}
	await release(webhook, { cursorSeq: current.cursorSeq }, deps);
}

async function fail(webhook: ClaimedWebhook, event: StoredEvent, failed: Failed, deps: TurnDeps) {
	const { failingSince = deps.clock.now() } = webhook;
	const attempt = webhook.attempt + 1;
	const later =
		failed.eventMayBeToBlame && attempt >= OVERTAKE_FROM ? await nextWanted(webhook, event, deps) : undefined;
	const sent = later && (await sendEvent(webhook, later, deps));
	const now = deps.clock.now();
	const dueAt = nextTry({
		attempt,
		failingSince,
		now,
		chance: deps.chance(),
		retryAfterMs: waitAskedFor(failed, sent),
	});
	if (later && sent?.kind === 'accepted') {
		const overtaken = { seq: event.seq, attempt, failingSince, dueAt };
		await release(webhook, { ...accepted(later.seq, deps), lastFailure: failed.reason, overtaken }, deps);
	} else if (sent?.kind === 'gone' || dueAt === undefined) {
		const why = sent?.kind === 'gone' ? 'gone' : 'failing';
		await settle(webhook, { ...disable(webhook, why, failed.reason, deps), failingSince, attempt }, deps);
	} else {
		const { reason: lastFailure } = failed;
		await release(webhook, { cursorSeq: webhook.cursorSeq, attempt, failingSince, lastFailure, dueAt }, deps);
	}
}

/** The longer one, when both the event and the one after it were refused. */
function waitAskedFor(failed: Failed, later: Sent | undefined): number {
	return Math.max(failed.retryAfterMs ?? 0, (later?.kind === 'failed' && later.retryAfterMs) || 0);
}

/** The event after this one that the webhook wants; a target that takes it is up, so this one is to blame. */
async function nextWanted(webhook: ClaimedWebhook, event: StoredEvent, deps: TurnDeps) {
	let after = event.seq;
	for (let page = 0; page < PAGES_LOOKED_THROUGH; page += 1) {
		const events = await deps.store.events.read(webhook.workspaceId, after, EVENTS_A_TURN);
		const found = events.find(({ type }) => isWanted(type, webhook.events));
		const last = events.at(-1);
		if (found || !last) return found;
		after = last.seq;
	}
	return undefined;
}

/** Undefined when the server is stopping: nobody knows then whether it arrived, and it is sent again. */
async function sendEvent(
	webhook: ClaimedWebhook,
	event: StoredEvent,
	deps: TurnDeps,
): Promise<Sent | undefined> {
	if (deps.signal.aborted) return undefined;
	const sent = await send(webhook, { id: messageId(event), body: event.json }, deps);
	return sent.kind === 'failed' && deps.signal.aborted ? undefined : sent;
}

function accepted(cursorSeq: number, { clock }: TurnDeps): Partial<WebhookProgress> {
	return { cursorSeq, attempt: 0, failingSince: null, lastFailure: null, lastAcceptedAt: clock.now() };
}

function disable(
	{ webhookId, cursorSeq }: ClaimedWebhook,
	disabledReason: 'gone' | 'failing',
	lastFailure: string,
	deps: TurnDeps,
): Partial<WebhookProgress> {
	deps.notice(webhookId, 'disabled', lastFailure);
	return { cursorSeq, disabledReason, lastFailure };
}

function settle(webhook: ClaimedWebhook, progress: Partial<WebhookProgress>, { store, clock }: TurnDeps) {
	return store.outgoingWebhooks.settle(webhook, { leasedUntil: clock.now() + LEASE_MS, ...progress });
}

/** Ends the turn; others that wait longer come first then. */
async function release(
	webhook: ClaimedWebhook,
	progress: Partial<WebhookProgress>,
	deps: TurnDeps,
): Promise<false> {
	await settle(webhook, { ...progress, leasedUntil: deps.clock.now() }, deps);
	return false;
}
