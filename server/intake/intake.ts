import type { Outcome } from '../../lib/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type {
	Answer,
	HookRequest,
	LargeBody,
	Provider,
	Verdict,
	VerifyTools,
} from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import { type EventLog, type Leads, type StoredEvent, StoreUnavailable } from '../store/ports.ts';
import { notFound, tooLarge, tryAgain } from './answers.ts';
import type { FindConnection } from './connections.ts';
import { decoyOf } from './decoy.ts';
import type { KeepEvidence } from './evidence.ts';
import { answerInquiry, inquiryOf } from './inquiry.ts';
import { done, refuse, store, timed } from './keep.ts';
import { type AsideDeps, keepAside } from './keep-aside.ts';
import { type BugLog, logBug, type Readable, type Reading, readDelivery } from './reading.ts';
import type { RefusalBudget } from './refusals.ts';
import { setAside } from './set-aside.ts';

export interface IntakeDeps {
	providers: ProviderRegistry;
	findConnection: FindConnection;
	events: Pick<EventLog, 'append'>;
	/** What is known of callers, for those who ask while it rings. */
	leads: Pick<Leads, 'byKeys'>;
	refusals: RefusalBudget;
	/** What is kept of the headers of a refused request; without it, those that its provider's manifest names. */
	evidence?: KeepEvidence;
	/** Where what is too large for the log goes. */
	aside: AsideDeps;
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
		if (provider.largeBody) return await takeApart(delivery, provider.largeBody, verifyUs, deps);
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

/** A verified body at hand may hold what belongs aside as well: a short recording. */
async function takeApart(
	delivery: Readable,
	large: LargeBody,
	verifyUs: number,
	deps: IntakeDeps,
): Promise<Answer> {
	const { request, provider } = delivery;
	async function* whole() {
		yield request.body;
	}
	const options = { blobs: deps.aside.blobs, restLimit: provider.bodyLimit };
	const read = await setAside(whole(), large, options);
	if (read.kind === 'too-large') return done(deps, provider, 'too-large', tooLarge);
	if (read.kind === 'no-room') return done(deps, provider, 'unavailable', tryAgain);
	return keepAside(delivery, read, large, verifyUs, deps);
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
