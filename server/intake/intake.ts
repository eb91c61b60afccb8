import type { Outcome } from '../../lib/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Answer, HookRequest, Provider, Refusal, Verdict, VerifyTools } from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import {
	type EventLog,
	type Leads,
	type NewDelivery,
	type StoredEvent,
	StoreUnavailable,
} from '../store/ports.ts';
import { notFound, tooLarge, tryAgain } from './answers.ts';
import type { FindConnection } from './connections.ts';
import { decoyOf } from './decoy.ts';
import type { KeepEvidence } from './evidence.ts';
import { answerInquiry, inquiryOf } from './inquiry.ts';
import { type BugLog, logBug, type Readable, type Reading, readDelivery } from './reading.ts';
import { REFUSED_BODY_BYTES, REFUSED_URL_LENGTH, type RefusalBudget } from './refusals.ts';

export interface IntakeDeps {
	providers: ProviderRegistry;
	findConnection: FindConnection;
	events: Pick<EventLog, 'append'>;
	/** What is known of callers, for those who ask while it rings. */
	leads: Pick<Leads, 'byKeys'>;
	refusals: RefusalBudget;
	/** What is kept of the headers of a refused request; without it, those that its provider's manifest names. */
	evidence?: KeepEvidence;
	/** What verifications need besides the request. */
	verifyTools?: VerifyTools;
	/** Called after the commit, with events that were not in the log before. */
	publish(stored: StoredEvent[]): void;
	/** Nothing personal and nothing secret is handed to it. */
	log: BugLog;
	clock: Clock;
	ids: Ids;
	/** For metrics; `provider` is one of the registry's ids, or `unknown`. */
	onOutcome?(
		provider: string,
		outcome: Outcome | 'unknown' | 'too-large' | 'unavailable' | 'handshake',
	): void;
}

/** Where the request was sent: `/hooks/<provider>/<hookKey>[/<inquiry>]`. */
export interface HookAddress {
	provider: string;
	hookKey: string;
	inquiry?: string;
}

/** A webhook's whole way: found, verified, parsed, stored, published, and only then acknowledged. */
export async function intake(request: HookRequest, address: HookAddress, deps: IntakeDeps): Promise<Answer> {
	const provider = providerAt(address, deps);
	try {
		const found = await deps.findConnection(address.provider, address.hookKey);
		if (!provider || !found) return await notHere(request, provider, deps);
		if (request.body.byteLength > provider.bodyLimit) return done(deps, provider, 'too-large', tooLarge);
		const delivery: Readable = { ...found, request, provider, deliveryId: deps.ids.make('delivery') };
		const probed = handshake(delivery, deps);
		if (probed) return done(deps, provider, 'handshake', probed);
		const { value: verdict, us: verifyUs } = await timed(deps, () => verify(delivery, deps));
		if (verdict.kind === 'undecided') return done(deps, provider, 'unavailable', tryAgain);
		if (verdict.kind === 'refused') return await refuse(delivery, verdict.reason, verifyUs, deps);
		const { value: reading, us: parseUs } = await timed(deps, () => readDelivery(delivery, deps.log));
		const [outcome, told] = await Promise.all([
			store(delivery, reading, { verifyUs, parseUs }, deps),
			tell(delivery, reading, address, deps),
		]);
		return done(deps, provider, outcome, told ?? provider.answers[outcome]);
	} catch (error) {
		if (!(error instanceof StoreUnavailable)) throw error;
		return done(deps, provider, 'unavailable', tryAgain);
	}
}

/** The provider, reading as this address is meant; undefined where it has no such inquiry. */
function providerAt({ provider: id, inquiry }: HookAddress, deps: IntakeDeps): Provider | undefined {
	const provider = deps.providers.find(id);
	if (!provider || inquiry === undefined) return provider;
	const asked = inquiryOf(provider, inquiry);
	return asked && { ...provider, parse: asked.parse };
}

async function tell(
	{ provider, workspaceId }: Readable,
	reading: Reading,
	{ inquiry }: HookAddress,
	{ leads }: IntakeDeps,
): Promise<Answer | undefined> {
	const asked = inquiry === undefined ? undefined : inquiryOf(provider, inquiry);
	return asked && (await answerInquiry(asked, reading, workspaceId, leads));
}

/** A probe of the address is answered before anything is verified; it is kept nowhere. */
function handshake({ provider, request, connection, deliveryId }: Readable, deps: IntakeDeps) {
	try {
		return provider.handshake?.(request, connection);
	} catch (error) {
		logBug(deps.log, error, { provider: provider.id, deliveryId }, 'A handshake failed');
		return undefined;
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
		return await provider.verify(request, connection, deps.verifyTools);
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
