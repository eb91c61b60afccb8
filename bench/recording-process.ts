import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openFileBlobs } from '../server/blobs/file-blobs.ts';
import { randomIds } from '../server/ids.ts';
import { systemResolve } from '../server/outgoing/dispatcher.ts';
import { createVendorDownload } from '../server/outgoing/vendor-origins.ts';
import { durationOf, watchAudio } from '../server/pipeline/recording/audio.ts';
import { sealingKey } from '../server/secrets/sealing.ts';

const LIMIT = 512 * 1024 * 1024;
const [, , origin = ''] = process.argv;
const folder = await mkdtemp(path.join(tmpdir(), 'ringside-bench-'));
const blobs = await openFileBlobs({ folder, keys: [sealingKey(Buffer.alloc(32, 7))], ids: randomIds });
const rules = { allowedInternal: new Set<string>(), resolve: systemResolve };
const download = createVendorDownload(rules, new Map([['https://files.example', origin]]));

/** Fetches, seals and measures one recording, as the job does. */
async function fetchOne(file: string): Promise<number> {
	const limits = { idleMs: 60_000, wholeMs: 600_000, maxBytes: LIMIT };
	const wanted = { url: `https://files.example/${file}`, isTrusted: () => false, ...limits };
	const result = await download(wanted, async ({ body }) => {
		const audio = watchAudio(body);
		const put = await blobs.put(audio.bytes, { limit: LIMIT });
		if (put.kind !== 'stored') throw new Error(put.kind);
		const contentType = audio.contentType() ?? '';
		await durationOf({ ...put, contentType }, blobs);
		return put.size;
	});
	if (result.kind !== 'read') throw new Error(`${result.kind}: ${result.reason}`);
	return result.value;
}

// What is loaded at the first use is not of the recording.
await fetchOne('small');
const before = process.memoryUsage().rss;
let most = before;
const timer = setInterval(() => {
	most = Math.max(most, process.memoryUsage().rss);
}, 5);
const begun = performance.now();
const size = await fetchOne('large');
const seconds = (performance.now() - begun) / 1_000;
clearInterval(timer);
await rm(folder, { recursive: true, force: true });
process.send?.({ size, seconds, before, most });
