import type { Outcome } from '../../lib/contract/api.ts';
import type { Answer, Provider, Refusal } from '../providers/provider.ts';
import { type NewDelivery, type NewRecording, type StoredEvent, StoreUnavailable } from '../store/ports.ts';
import { passOnJobs } from '../upkeep/pass-on.ts';
import type { IntakeDeps } from './intake.ts';
import { logBug, type Readable, type Reading } from './reading.ts';
import { REFUSED_BODY_BYTES, REFUSED_URL_LENGTH } from './refusals.ts';

type Durations = Pick<NewDelivery, 'verifyUs' | 'parseUs'>;

/** Stores a verified delivery with what came of it, and publishes what is new. @throws StoreUnavailable */
export async function store(
	delivery: Readable,
	{ outcome, reason, events, jobs }: Reading,
	durations: Durations,
	deps: IntakeDeps,
	recordings?: NewRecording[],
): Promise<Outcome> {
	const { workspaceId, request, deliveryId, passesOnTo = [] } = delivery;
	const row = { ...rowOf(delivery, durations), body: request.body, outcome, reason };
	const passedOn = passOnJobs(deliveryId, passesOnTo, request.receivedAt);
	const item = { workspaceId, delivery: row, events, jobs: [...jobs, ...passedOn] };
	const { stored, duplicate } = await deps.events.append(recordings ? { ...item, recordings } : item);
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
export async function refuse(
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
			...(deps.evidence && { headers: deps.evidence(request.headers) }),
			url: request.url.slice(0, REFUSED_URL_LENGTH),
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

/** How long it took, µs. */
export async function timed<T>(
	{ clock }: Pick<IntakeDeps, 'clock'>,
	run: () => T | Promise<T>,
): Promise<{ value: T; us: number }> {
	const begun = clock.monotonic();
	const value = await run();
	return { value, us: Math.round((clock.monotonic() - begun) * 1_000) };
}

export type Ending = Parameters<NonNullable<IntakeDeps['onOutcome']>>[1];

/** Counts the ending and gives its answer. */
export function done(
	deps: Pick<IntakeDeps, 'onOutcome'>,
	provider: Pick<Provider, 'id'> | undefined,
	ending: Ending,
	answer: Answer,
): Answer {
	deps.onOutcome?.(provider?.id ?? 'unknown', ending);
	return answer;
}
