import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Blobs } from '../blobs/blobs.ts';
import { setAside } from './set-aside.ts';

const MIB = 1024 * 1024;

test('64 MiB of base64 pass through in a small part of that memory', async () => {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const held = () => {
		collect();
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		return heapUsed + arrayBuffers;
	};
	const total = 64 * MIB;
	const part = Buffer.alloc(64 * 1024, 'QUJD');
	async function* body() {
		yield Buffer.from('{"data":{"full_audio":"');
		for (let sent = 0; sent < total; sent += part.byteLength) yield Buffer.from(part);
		yield Buffer.from('"}}');
	}
	const before = held();
	let most = 0;
	let size = 0;
	const blobs: Pick<Blobs, 'put' | 'remove'> = {
		put: async (bytes) => {
			for await (const one of bytes) {
				size += one.byteLength;
				if (size % (4 * MIB) < one.byteLength) most = Math.max(most, held());
			}
			return { kind: 'stored', blobId: 'blob_1', size };
		},
		remove: async () => {},
	};
	const read = await setAside(
		body(),
		{ path: 'data.full_audio', limit: 2 * total },
		{ blobs, restLimit: 1_000 },
	);
	expect(read).toMatchObject({ kind: 'read', blob: { size: (total / 4) * 3 } });
	expect((most - before) / total).toBeLessThan(0.25);
}, 60_000);
