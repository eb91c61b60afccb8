import { setImmediate } from 'node:timers/promises';
import type { Answer, HookRequest, Provider, Verdict } from '../providers/provider.ts';
import { StoreUnavailable } from '../store/ports.ts';
import { notFound, tryAgain } from './answers.ts';
import type { FoundConnection, ListConnections } from './connections.ts';
import { decoyOf } from './decoy.ts';
import { type IntakeDeps, intake } from './intake.ts';

export interface KeylessDeps extends IntakeDeps {
	listConnections: ListConnections;
}

/** Most connections that one request is tried with. */
export const MOST_TRIED = 500;
/** Bytes that are hashed for one request at most: a stranger must not keep the server busy with a large body. */
const MOST_HASHED = 64 * 1024 * 1024;

/**
 * A webhook at an address that names no connection: it belongs to the one connection of this provider whose secret
 * verifies it. All are tried, in the same order, so that the time tells nothing of which it was.
 */
export async function intakeKeyless(
	request: HookRequest,
	providerId: string,
	deps: KeylessDeps,
): Promise<Answer> {
	const provider = deps.providers.find(providerId);
	if (!provider) return notFound;
	const probed = decoyOf(request, provider);
	const handshake = probed && provider.handshake?.(request, probed.connection);
	if (handshake) {
		deps.onOutcome?.(provider.id, 'handshake');
		return handshake;
	}
	try {
		const all = await deps.listConnections(provider.id);
		const trial = await tryAll(request, provider, all, deps);
		// Nobody is known to be meant, and somebody may be: to be asked again.
		if (trial.believing.length === 0 && trial.isUndecided) {
			deps.onOutcome?.(provider.id, 'unavailable');
			return tryAgain;
		}
		const found = ownerOf(request, provider, trial.believing) ?? suspectOf(all);
		const address = { provider: provider.id, hookKey: '' };
		// Taken from here as if its address had named the connection: verified once more, stored, answered.
		if (found) return await intake(request, address, { ...deps, findConnection: async () => found });
	} catch (error) {
		if (!(error instanceof StoreUnavailable)) throw error;
		deps.onOutcome?.(provider.id, 'unavailable');
		return tryAgain;
	}
	deps.onOutcome?.(provider.id, 'refused');
	return provider.answers.refused;
}

/** Those whose secret verifies the request; `isUndecided` where a vendor's own keys could not be had. */
async function tryAll(
	request: HookRequest,
	provider: Provider,
	all: readonly FoundConnection[],
	{ verifyTools }: KeylessDeps,
): Promise<{ believing: FoundConnection[]; isUndecided: boolean }> {
	const believing: FoundConnection[] = [];
	let isUndecided = false;
	const most = Math.max(1, Math.floor(MOST_HASHED / Math.max(1, request.body.byteLength)));
	for (const found of all.slice(0, most)) {
		const verdict = await verdictOf(request, provider, found, verifyTools);
		if (verdict === 'verified') believing.push(found);
		if (verdict === 'undecided') isUndecided = true;
		await setImmediate();
	}
	return { believing, isUndecided };
}

/** Of several that share the credential, the one that it concerns; undefined where several workspaces have it. */
function ownerOf(
	request: HookRequest,
	provider: Provider,
	believing: readonly FoundConnection[],
): FoundConnection | undefined {
	if (believing.length < 2) return believing[0];
	const concerned = believing.filter((found) => concerns(request, provider, found));
	const candidates = concerned.length > 0 ? concerned : believing;
	return new Set(candidates.map((found) => found.workspaceId)).size === 1 ? candidates[0] : undefined;
}

async function verdictOf(
	request: HookRequest,
	provider: Provider,
	{ connection }: FoundConnection,
	verifyTools: IntakeDeps['verifyTools'],
): Promise<Verdict['kind']> {
	try {
		return (await provider.verify(request, connection, verifyTools)).kind;
	} catch {
		// Told by intake, which verifies once more where this is the only connection.
		return 'refused';
	}
}

/** A shared credential (one push subscription for many mailboxes) verifies for all; the account's own parser tells. */
function concerns(request: HookRequest, provider: Provider, { connection }: FoundConnection): boolean {
	try {
		return provider.parse(request, connection).kind !== 'ignored';
	} catch {
		return true;
	}
}

/** Whose log a refused one is kept in: the oldest connection's, unless several workspaces could be meant. */
function suspectOf(all: readonly FoundConnection[]): FoundConnection | undefined {
	return new Set(all.map((found) => found.workspaceId)).size === 1 ? all[0] : undefined;
}
