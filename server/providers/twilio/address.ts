import { parse, stringify } from 'node:querystring';

/**
 * Spellings of an address over which Twilio may have signed: without and with the port, as received and as `new URL`
 * writes it, and with the query escaped the old way. Unreadable addresses have only the first two.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function signedSpellings(url: string): string[] {
	// Connection overrides (`#rc=2`) are for Twilio itself and not part of what it calls.
	const received = url.split('#', 1)[0] ?? '';
	const spellings = [withoutPort(received), withPort(received)];
	const normalised = URL.parse(received)?.href;
	if (normalised) {
		const ports = [withoutPort(normalised), withPort(normalised)];
		spellings.push(...ports, ...ports.map(withLegacyQuery));
	}
	return [...new Set(spellings)];
}

interface Parts {
	scheme: string;
	user: string;
	host: string;
	port: string;
	rest: string;
}

/** Split by hand: `URL` would escape characters that Twilio signed as they are. */
function partsOf(url: string): Parts | undefined {
	const [prefix, scheme, authority] = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)/i.exec(url) ?? [];
	if (prefix === undefined || scheme === undefined || authority === undefined) return undefined;
	const userEnd = authority.lastIndexOf('@') + 1;
	const [, host = '', port = ''] = /^(.*?)(:[^\]:]*)?$/.exec(authority.slice(userEnd)) ?? [];
	return { scheme, user: authority.slice(0, userEnd), host, port, rest: url.slice(prefix.length) };
}

function withoutPort(url: string): string {
	const parts = partsOf(url);
	return parts ? parts.scheme + parts.user + parts.host + parts.rest : url;
}

function withPort(url: string): string {
	const parts = partsOf(url);
	if (parts?.port !== '') return url;
	const port = parts.scheme.toLowerCase() === 'https://' ? ':443' : ':80';
	return parts.scheme + parts.user + parts.host + port + parts.rest;
}

function withLegacyQuery(url: string): string {
	const start = url.indexOf('?');
	if (start < 0 || start === url.length - 1) return url;
	return `${url.slice(0, start)}?${stringify(parse(url.slice(start + 1)))}`;
}
