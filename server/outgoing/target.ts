import { isIP } from 'node:net';
import { isPublicAddress } from './address.ts';

export interface ResolvedAddress {
	address: string;
	family: 4 | 6;
}

/** Finds all addresses of a host name; rejects when there is none. */
export type Resolve = (hostname: string) => Promise<ResolvedAddress[]>;

export interface TargetRules {
	/** `host:port` of services in the operator's own network that she named in the configuration. */
	allowedInternal: ReadonlySet<string>;
	resolve: Resolve;
}

export type Target =
	/** `pinned`: every address of the name, each of them checked. */
	| { kind: 'allowed'; url: URL; pinned: [ResolvedAddress, ...ResolvedAddress[]] }
	| { kind: 'blocked'; reason: BlockedReason }
	| { kind: 'unresolved' };

export type BlockedReason = 'not-a-url' | 'not-https' | 'credentials-in-url' | 'internal-address';

/**
 * Decides whether the server may connect to an address that somebody else chose, and to which IPs exactly: the
 * connection is pinned to addresses that were checked, so that a second look-up cannot lead elsewhere.
 */
export async function checkTarget(address: string, rules: TargetRules): Promise<Target> {
	const url = URL.parse(address);
	if (!url) return { kind: 'blocked', reason: 'not-a-url' };
	if (url.username !== '' || url.password !== '') return { kind: 'blocked', reason: 'credentials-in-url' };
	const internal = rules.allowedInternal.has(hostAndPort(url));
	if (url.protocol !== 'https:' && !(internal && url.protocol === 'http:')) {
		return { kind: 'blocked', reason: 'not-https' };
	}
	const [first, ...others] = await addressesOf(url, rules.resolve);
	if (!first) return { kind: 'unresolved' };
	// One bad address is enough: a name that also points inside is not a mistake to work around.
	if (!internal && ![first, ...others].every(({ address: ip }) => isPublicAddress(ip))) {
		return { kind: 'blocked', reason: 'internal-address' };
	}
	return { kind: 'allowed', url, pinned: [first, ...others] };
}

/** `host:port`, the port always written. */
export function hostAndPort(url: URL): string {
	return `${url.hostname}:${url.port || (url.protocol === 'http:' ? '80' : '443')}`;
}

async function addressesOf(url: URL, resolve: Resolve): Promise<ResolvedAddress[]> {
	// The URL parser has already turned decimal, octal, hex, short and full-width forms into the usual one.
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const version = isIP(host);
	if (version !== 0) return [{ address: host, family: version === 4 ? 4 : 6 }];
	try {
		return await resolve(host);
	} catch {
		return [];
	}
}
