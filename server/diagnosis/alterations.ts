import { gunzipSync } from 'node:zlib';
import type { HookRequest } from '../providers/provider.ts';

/** A request as it may have been when it was signed, and in words what happened to it since. */
export interface Alteration {
	words: string;
	request: HookRequest;
}

const MOST_UNPACKED = 1024 * 1024;
const BOM = '\ufeff';

/** Bodies that a proxy, a middleware or a flow tool may have made this one of. */
export function bodyAlterations(request: HookRequest): Alteration[] {
	const body = Buffer.from(request.body);
	const text = body.toString('utf8');
	const bare = text.replace(/^\ufeff/, '').replace(/\s+$/, '');
	const variants: [words: string, body: Buffer | string][] = [
		...unpacked(body),
		['a byte order mark was added in front', text.replace(/^\ufeff/, '')],
		['a byte order mark was taken away', BOM + text],
		['a line end was added', text.replace(/\s+$/, '')],
		['a line end was taken away', `${text}\n`],
		['a line end was taken away', `${text}\r\n`],
		['line ends were changed', text.replace(/\r\n/g, '\n')],
		['line ends were changed', text.replace(/\r?\n/g, '\r\n')],
		['the characters were converted to another encoding', Buffer.from(text, 'latin1')],
		['the characters were converted to another encoding', Buffer.from(body.toString('latin1'), 'utf8')],
		...rewritten(bare).flatMap((json): [string, string][] => [
			['the JSON was read and written anew', json],
			['the JSON was read and written anew', `${json}\n`],
		]),
	];
	return variants
		.map(([words, variant]) => ({ words, body: Buffer.from(variant) }))
		.filter((variant) => !variant.body.equals(body))
		.map(({ words, body: altered }) => ({ words, request: { ...request, body: altered } }));
}

function unpacked(body: Buffer): [string, Buffer][] {
	if (body[0] !== 0x1f || body[1] !== 0x8b) return [];
	try {
		return [['it was compressed on the way', gunzipSync(body, { maxOutputLength: MOST_UNPACKED })]];
	} catch {
		return [];
	}
}

/** The same JSON in the spellings that common libraries give it. */
function rewritten(text: string): string[] {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return [];
	}
	const compact = JSON.stringify(value);
	const spellings = [
		compact,
		spaced(value),
		...[2, 4, '\t'].map((space) => JSON.stringify(value, null, space)),
	];
	const escaped = spellings.map((one) =>
		one.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
	);
	return [...spellings, ...escaped, ...[...spellings, ...escaped].map((one) => one.replaceAll('/', '\\/'))];
}

/** As Python writes it: a space after each comma and colon. */
function spaced(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${spaced(member)}`);
	return `{${members.join(', ')}}`;
}

/** Addresses that the vendor may have been given for this one. */
export function urlAlterations(request: HookRequest): Alteration[] {
	const url = URL.parse(request.url);
	if (!url) return [];
	const { headers } = request;
	const hosts = new Set(
		[url.host, headers.host, headers['x-forwarded-host']].filter((one) => one !== undefined),
	);
	const ports = ['', '443', '80', '8080', headers['x-forwarded-port'] ?? ''];
	const found = new Map<string, Alteration>();
	for (const scheme of ['https:', 'http:']) {
		for (const host of hosts) {
			for (const port of ['as it is', ...ports]) {
				for (const rest of restsOf(url)) {
					const authority = port === 'as it is' ? host : host.replace(/:\d+$/, '') + (port && `:${port}`);
					const text = `${scheme}//${authority}${rest}`;
					const words = `${scheme}//${authority}${rest.endsWith('/') ? ' with a slash at the end' : ''}`;
					if (text !== request.url) found.set(text, { words, request: { ...request, url: text } });
				}
			}
		}
	}
	return [...found.values()];
}

function restsOf({ pathname, search }: URL): string[] {
	const path = pathname.replace(/\/$/, '');
	return [path + search, `${path}/${search}`, path];
}

/** Times that stand in the request's own headers, ms since 1970: when it may have been signed. */
export function signingTimes(request: HookRequest): number[] {
	const digits = Object.values(request.headers).flatMap(
		(value) => value.match(/\b\d{10}(?:\d{3})?\b/g) ?? [],
	);
	return [...new Set(digits.map((text) => Number(text) * (text.length === 10 ? 1_000 : 1)))];
}

/** Other content types under which the same bytes may have been sent. */
export function typeAlterations(request: HookRequest): Alteration[] {
	const types = ['application/json', 'application/x-www-form-urlencoded'];
	return types
		.filter((type) => !request.headers['content-type']?.startsWith(type))
		.map((type) => ({
			words: type,
			request: { ...request, headers: { ...request.headers, 'content-type': type } },
		}));
}

/** A token that came without the word in front of it. */
export function schemeAlterations(request: HookRequest): Alteration[] {
	const { authorization } = request.headers;
	if (authorization === undefined || /^bearer /i.test(authorization)) return [];
	const headers = { ...request.headers, authorization: `Bearer ${authorization}` };
	return [{ words: 'Bearer', request: { ...request, headers } }];
}
