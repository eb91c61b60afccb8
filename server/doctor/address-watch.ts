import type { Clock } from '../clock.ts';
import { reachOf } from '../config.ts';
import type { Ids } from '../ids.ts';
import { type Certificate, lookAtCertificate } from '../outgoing/certificate.ts';
import { createDispatch } from '../outgoing/dispatcher.ts';
import { hostAndPort, type Resolve } from '../outgoing/target.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { probeAddress, type Reachability } from './probe-address.ts';

export interface AddressWatchDeps {
	clock: Pick<Clock, 'monotonic'>;
	ids: Pick<Ids, 'secret'>;
	keys: SealingKeys;
	resolve: Resolve;
	/** Without a slash at its end. */
	publicUrl(): string;
}

export interface SeenAddress {
	address: Reachability;
	certificate: Certificate;
}

/** Looks at the public address; `isAsked`: somebody waits for what is so now. */
export type AddressWatch = (isAsked: boolean) => Promise<SeenAddress>;

const TIMEOUT_MS = 5_000;
/** One look serves all workspaces. */
const FRESH_MS = 60 * 1_000;
/** A megabyte each time would be dear where traffic is paid for. */
const LARGE_EVERY_MS = 24 * 60 * 60 * 1_000;

export function createAddressWatch(deps: AddressWatchDeps): AddressWatch {
	const { clock } = deps;
	let last: { at: number; seen: Promise<SeenAddress> } | undefined;
	let large: { at: number; passes: boolean } | undefined;

	async function look(isAsked: boolean): Promise<SeenAddress> {
		const publicUrl = deps.publicUrl();
		// Its own address is the one internal address that it may call, and for this alone.
		const rules = { resolve: deps.resolve, allowedInternal: new Set([hostAndPort(new URL(publicUrl))]) };
		const isDue = isAsked || large === undefined || clock.monotonic() - large.at >= LARGE_EVERY_MS;
		const withLarge = isDue && reachOf(publicUrl) === 'public';
		const [certificate, probed] = await Promise.all([
			lookAtCertificate(publicUrl, rules, TIMEOUT_MS),
			probeAddress({ ...deps, dispatch: createDispatch(rules), publicUrl }, { withLarge }),
		]);
		return { address: remembering(probed), certificate };
	}

	/** Until it is asked again, what was found of large requests holds. */
	function remembering(probed: Reachability): Reachability {
		if (probed.kind !== 'reached') return probed;
		if (probed.largeBodies !== 'not-asked') {
			large = { at: clock.monotonic(), passes: probed.largeBodies === 'pass' };
			return probed;
		}
		if (!large) return probed;
		return { ...probed, largeBodies: large.passes ? 'pass' : 'stopped' };
	}

	return (isAsked) => {
		const isFresh = last !== undefined && clock.monotonic() - last.at < FRESH_MS;
		if (last && isFresh && !isAsked) return last.seen;
		last = { at: clock.monotonic(), seen: look(isAsked) };
		return last.seen;
	};
}
