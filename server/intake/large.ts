import type { Answer, HookRequest, LargeBody } from '../providers/provider.ts';
import { StoreUnavailable } from '../store/ports.ts';
import { notFound, tooLarge, tryAgain } from './answers.ts';
import type { HookAddress, IntakeDeps } from './intake.ts';
import { done, refuse, timed } from './keep.ts';
import { keepAside } from './keep-aside.ts';
import type { Readable } from './reading.ts';
import { REFUSED_BODY_BYTES } from './refusals.ts';
import { setAside } from './set-aside.ts';

/** A webhook request whose body is still to come. */
export interface StreamedRequest extends Omit<HookRequest, 'body'> {
	body: AsyncIterable<Uint8Array>;
}

/** Of one connection: each takes disk until its signature is known. */
const MOST_AT_ONCE = 4;

/**
 * `intake` for a body that is read piece by piece, its signature computed and its large part put away on the way.
 * Nobody's, unsigned and outdated ones are answered before a byte is read. Rejects as the body does.
 */
export async function intakeLarge(
	request: StreamedRequest,
	address: HookAddress,
	deps: IntakeDeps,
): Promise<Answer> {
	const provider = deps.providers.find(address.provider);
	try {
		const found = await deps.findConnection(address.provider, address.hookKey);
		const large = provider?.largeBody;
		if (!large || !found) return done(deps, provider, 'unknown', notFound);
		const deliveryId = deps.ids.make('delivery');
		const empty = { ...request, body: new Uint8Array() };
		const delivery: Readable = { ...found, request: empty, provider, deliveryId };
		return await inTurn(delivery, deps, () => receive(delivery, request.body, large, deps));
	} catch (error) {
		if (!(error instanceof StoreUnavailable)) throw error;
		return done(deps, provider, 'unavailable', tryAgain);
	}
}

async function inTurn(
	{ connection: { connectionId }, provider }: Readable,
	deps: IntakeDeps,
	run: () => Promise<Answer>,
): Promise<Answer> {
	const { reading } = deps.aside;
	const before = reading.get(connectionId) ?? 0;
	if (before >= MOST_AT_ONCE) return done(deps, provider, 'unavailable', tryAgain);
	reading.set(connectionId, before + 1);
	try {
		return await run();
	} finally {
		const left = (reading.get(connectionId) ?? 1) - 1;
		if (left > 0) reading.set(connectionId, left);
		else reading.delete(connectionId);
	}
}

async function receive(
	delivery: Readable,
	body: AsyncIterable<Uint8Array>,
	large: LargeBody,
	deps: IntakeDeps,
): Promise<Answer> {
	const { provider, request, connection } = delivery;
	const verification = large.verify(request, connection);
	if (verification.kind === 'refused') return refuse(delivery, verification.reason, 0, deps);
	const { update } = verification;
	let beginning = Buffer.alloc(0);
	async function* watched() {
		for await (const chunk of body) {
			update(chunk);
			const missing = REFUSED_BODY_BYTES - beginning.byteLength;
			if (missing > 0) beginning = Buffer.concat([beginning, chunk.subarray(0, missing)]);
			yield chunk;
		}
	}
	const options = { blobs: deps.aside.blobs, restLimit: provider.bodyLimit };
	const { value: read, us: verifyUs } = await timed(deps, () => setAside(watched(), large, options));
	if (read.kind === 'too-large') return done(deps, provider, 'too-large', tooLarge);
	if (read.kind === 'no-room') return done(deps, provider, 'unavailable', tryAgain);
	const verdict = verification.verdict();
	if (verdict.kind === 'verified') return keepAside(delivery, read, large, verifyUs, deps);
	if (read.blob) await deps.aside.blobs.remove(read.blob.blobId);
	if (verdict.kind === 'undecided') return done(deps, provider, 'unavailable', tryAgain);
	return refuse({ ...delivery, request: { ...request, body: beginning } }, verdict.reason, verifyUs, deps);
}
