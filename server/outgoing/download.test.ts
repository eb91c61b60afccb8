import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type VendorReply, VendorServer } from '../../tests/support/vendors/vendor-server.ts';
import { createDownload, type DownloadAnswer, type DownloadRequest } from './download.ts';
import { hostileUrls, hostileResolve as resolve } from './hostile.testkit.ts';

const HOST = 'files.example';
const bytes = Buffer.alloc(300_000, 'audio');
let files: Record<string, VendorReply>;
let server: VendorServer;
beforeEach(async () => {
	files = { '/whole': { status: 200, body: bytes } };
	server = await new VendorServer([HOST], ({ path }) => files[path] ?? { status: 404 }).start();
});
afterEach(() => server.stop());

const wanted = (path: string, change: Partial<DownloadRequest> = {}): DownloadRequest => ({
	url: `https://${HOST}${path}`,
	isTrusted: () => true,
	idleMs: 10_000,
	wholeMs: 10_000,
	maxBytes: 1_000_000,
	...change,
});

async function whole({ status, body }: DownloadAnswer) {
	const pieces: Uint8Array[] = [];
	for await (const piece of body) pieces.push(piece);
	return { status, bytes: Buffer.concat(pieces) };
}

test('an answer is read piece by piece', async () => {
	expect(await server.download()(wanted('/whole'), whole)).toEqual({
		kind: 'read',
		value: { status: 200, bytes },
	});
});

describe('an answer ends early', () => {
	test.each([
		['that is larger than it may be', { maxBytes: 299_999 }, {}, 'too-large'],
		['that breaks off', {}, { cutAfter: 100_000 }, 'connection'],
		['that says nothing more', { idleMs: 50 }, { stallsAfter: 100_000 }, 'timeout'],
		['that takes too long as a whole', { wholeMs: 50 }, { stallsAfter: 100_000 }, 'timeout'],
	] as const)('%s', async (_, change, reply, reason) => {
		files['/whole'] = { status: 200, body: bytes, ...reply };
		expect(await server.download()(wanted('/whole', change), whole)).toEqual({ kind: 'failed', reason });
	});
});

test('three redirects are followed, a fourth is not', async () => {
	for (const [from, to] of [1, 2, 3, 4].entries()) {
		files[`/${from}`] = { status: 302, headers: { location: `/${to}` } };
	}
	files['/4'] = { status: 200, body: bytes };
	expect(await server.download()(wanted('/1'), whole)).toMatchObject({
		kind: 'read',
		value: { status: 200 },
	});
	expect(await server.download()(wanted('/0'), whole)).toEqual({
		kind: 'failed',
		reason: 'too-many-redirects',
	});
});

test('hostile addresses are refused, named at once or by a redirect', async () => {
	const urls = hostileUrls(Number(new URL(server.origin).port));
	const download = createDownload((url) => ({ url, rules: { allowedInternal: new Set(), resolve } }));
	for (const url of urls) expect((await download(wanted('/', { url }), whole)).kind, url).toBe('blocked');
	const before = server.requests.length;
	for (const location of urls) {
		// No header carries other letters, and some are read as a path of the same host.
		if (!/^[\x21-\x7e]+$/.test(location) || URL.parse(location, `https://${HOST}/away`)?.host === HOST)
			continue;
		// No address at all: the answer is left as it is.
		if (!URL.parse(location, `https://${HOST}/away`)) continue;
		files['/away'] = { status: 302, headers: { location } };
		const result = await server.download()(wanted('/away'), whole);
		expect(result.kind === 'blocked' || result.kind === 'failed', `${location} → ${result.kind}`).toBe(true);
	}
	expect(server.requests.slice(before).every((request) => request === 'GET /away')).toBe(true);
});

test('what the reader throws is thrown', async () => {
	const bug = async () => {
		throw new Error('a bug');
	};
	await expect(server.download()(wanted('/whole'), bug)).rejects.toThrow('a bug');
});
