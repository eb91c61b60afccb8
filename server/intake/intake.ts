import type { Outcome } from '../../lib/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Answer, HookRequest, Provider, Refusal, Verdict } from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import { type EventLog, type NewDelivery, type StoredEvent, StoreUnavailable } from '../store/ports.ts';
import { notFound, tooLarge, tryAgain } from './answers.ts';
import type { FindConnection } from './connections.ts';
import { decoyOf } from './decoy.ts';
import { type BugLog, logBug, type Readable, type Reading, readDelivery } from './reading.ts';
import { REFUSED_BODY_BYTES, type RefusalBudget } from './refusals.ts';

export interface IntakeDeps {
	providers: ProviderRegistry;
	findConnection: FindConnection;
	events: Pick<EventLog, 'append'>;
	refusals: RefusalBudget;
	/** Called after the commit, with events that were not in the log before. */
	publish(stored: StoredEvent[]): void;
	/** Nothing personal and nothing secret is handed to it. */
	log: BugLog;
	clock: Clock;
	ids: Ids;
	/** For metrics; `provider` is one of the registry's ids, or `unknown`. */
	onOutcome?(provider: string, outcome: Outcome | 'unknown' | 'too-large' | 'unavailable'): void;
}

/** Where the request was sent: `/hooks/<provider>/<hookKey>`. */
export interface HookAddress {
	provider: string;
	hookKey: string;
}

/** A webhook's whole way: found, verified, parsed, stored, published, and only then acknowledged. */
export async function intake(request: HookRequest, address: HookAddress, deps: IntakeDeps): Promise<Answer> {
	const provider = deps.providers.find(address.provider);
	try {
		const found = await deps.findConnection(address.provider, address.hookKey);
		if (!provider || !found) return await notHere(request, provider, deps);
		if (request.body.byteLength > provider.bodyLimit) return done(deps, provider, 'too-large', tooLarge);
		const delivery: Readable = { ...found, request, provider, deliveryId: deps.ids.make('delivery') };
		const { value: verdict, us: verifyUs } = await timed(deps, () => verify(delivery, deps));
		if (verdict.kind === 'refused') return await refuse(delivery, verdict.reason, verifyUs, deps);
		const { value: reading, us: parseUs } = await timed(deps, () => readDelivery(delivery, deps.log));
		const outcome = await store(delivery, reading, { verifyUs, parseUs }, deps);
		return done(deps, provider, outcome, provider.answers[outcome]);
	} catch (error) {
		if (!(error instanceof StoreUnavailable)) throw error;
		return done(deps, provider, 'unavailable', tryAgain);
	}
}

/** The same answer after the same work, whether provider or key is unknown. */
async function notHere(
	request: HookRequest,
	provider: Provider | undefined,
	deps: IntakeDeps,
): Promise<Answer> {
	const decoy = decoyOf(request, provider ?? deps.providers.all()[0]);
	if (decoy) await verify(decoy, deps);
	return done(deps, provider, 'unknown', notFound);
}

async function verify(delivery: Readable, deps: IntakeDeps): Promise<Verdict> {
	const { provider, request, connection, deliveryId } = delivery;
	try {
		return await provider.verify(request, connection);
	} catch (error) {
		logBug(deps.log, error, { provider: provider.id, deliveryId }, 'A verification failed');
		return { kind: 'refused', reason: 'verification-failed' };
	}
}

async function store(
	delivery: Readable,
	{ outcome, reason, events, jobs }: Reading,
	durations: Durations,
	deps: IntakeDeps,
): Promise<Outcome> {
	const { workspaceId, request } = delivery;
	const row = { ...rowOf(delivery, durations), body: request.body, outcome, reason };
	const { stored, duplicate } = await deps.events.append({ workspaceId, delivery: row, events, jobs });
	if (stored.length > 0) publish(stored, delivery, deps);
	return duplicate ? 'duplicate' : outcome;
}

/** It is durable: whatever fails from here on, streams read it from the log, and the vendor must not send it again. */
function publish(stored: StoredEvent[], { provider, deliveryId }: Readable, deps: IntakeDeps): void {
	try {
		deps.publish(stored);
	} catch (error) {
		logBug(deps.log, error, { provider: provider.id, deliveryId }, 'Publishing failed');
	}
}

/** Kept within bounds for the admin; the answer is the same for every reason, and needs no store. */
async function refuse(
	delivery: Readable,
	refusal: Refusal,
	verifyUs: number,
	deps: IntakeDeps,
): Promise<Answer> {
	const { workspaceId, request, provider, connection } = delivery;
	const admission = deps.refusals.admit(connection.connectionId);
	if (admission.kind === 'store') {
		const more = admission.passedOver > 0 ? ` (before it ${admission.passedOver} more, not kept)` : '';
		const row: NewDelivery = {
			...rowOf(delivery, { verifyUs, parseUs: 0 }),
			body: request.body.slice(0, REFUSED_BODY_BYTES),
			outcome: 'refused',
			reason: `${refusal}${more}`,
		};
		await deps.events.append({ workspaceId, delivery: row, events: [], jobs: [] }).catch(onlyUnavailable);
	}
	return done(deps, provider, 'refused', provider.answers.refused);
}

function onlyUnavailable(error: unknown): void {
	if (!(error instanceof StoreUnavailable)) throw error;
}

type Durations = Pick<NewDelivery, 'verifyUs' | 'parseUs'>;

function rowOf(delivery: Readable, durations: Durations): Omit<NewDelivery, 'outcome' | 'body' | 'reason'> {
	const { workspaceId, request, provider, connection, deliveryId } = delivery;
	const kept = Object.entries(request.headers).filter(([name]) => provider.keptHeaders.includes(name));
	return {
		deliveryId,
		workspaceId,
		connectionId: connection.connectionId,
		provider: provider.id,
		receivedAt: request.receivedAt,
		url: request.url,
		headers: Object.fromEntries(kept),
		...durations,
	};
}

async function timed<T>({ clock }: IntakeDeps, run: () => T | Promise<T>): Promise<{ value: T; us: number }> {
	const begun = clock.monotonic();
	const value = await run();
	return { value, us: Math.round((clock.monotonic() - begun) * 1_000) };
}

type Ending = Parameters<NonNullable<IntakeDeps['onOutcome']>>[1];

function done(deps: IntakeDeps, provider: Provider | undefined, ending: Ending, answer: Answer): Answer {
	deps.onOutcome?.(provider?.id ?? 'unknown', ending);
	return answer;
}
