import ipaddr from 'ipaddr.js';

// Where the internet's own IPv6 hosts live; all else is local, reserved or carries an IPv4 address inside.
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an IP address (text form, as a resolver gives it) is one of the public internet. Addresses that wrap
 * another one (mapped, NAT64, 6to4, Teredo) are judged by what they wrap, or refused where that may be hidden.
 */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	const parsed = ipaddr.process(address);
	if (parsed.kind() === 'ipv6' && !parsed.match(GLOBAL_IPV6)) return false;
	return parsed.range() === 'unicast';
}
