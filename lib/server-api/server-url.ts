/** `https://host[:port]`, or http on this very machine; undefined for anything else. */
export function readServerUrl(text: string): string | undefined {
	const url = URL.parse(text);
	if (!url || url.username || url.password) return undefined;
	if (url.protocol === 'https:') return url.origin;
	return url.protocol === 'http:' && isThisMachine(url.hostname) ? url.origin : undefined;
}

/** Server and code from `https://server/join#CODE`, or from `server CODE`. */
export function readPairingLink(link: string): { serverUrl: string; code: string } | undefined {
	const [first = '', second, ...rest] = link.trim().split(/\s+/);
	if (rest.length > 0) return undefined;
	const url = URL.parse(first.includes('://') ? first : `${guessScheme(first)}://${first}`);
	const serverUrl = url && readServerUrl(url.href);
	const code = second ?? safeDecode(url?.hash.slice(1) ?? '');
	return serverUrl && code && code.length >= 8 && code.length <= 200 ? { serverUrl, code } : undefined;
}

function guessScheme(host: string): string {
	return isThisMachine(host.replace(/[:/].*$/, '')) ? 'http' : 'https';
}

function isThisMachine(hostname: string): boolean {
	return hostname === '127.0.0.1' || /^(.+\.)?localhost$/.test(hostname);
}

function safeDecode(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}
