import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startChild } from './child.ts';
import type { Finding } from './report.ts';

const LARGE = 200 * 1024 * 1024;
const SMALL = 1024 * 1024;
const PIECE = Buffer.alloc(64 * 1024);
const MB = 1024 * 1024;

interface Measured {
	size: number;
	seconds: number;
	/** Resident, bytes. */
	before: number;
	most: number;
}

/** Memory of a process that fetches one large recording, from a vendor in another process. */
export async function benchRecording(): Promise<Finding> {
	const server = createServer((request, response) => {
		const size = request.url === '/large' ? LARGE : SMALL;
		response.writeHead(200, { 'content-length': String(size) });
		const head = wavHead(size);
		response.write(head);
		let left = size - head.byteLength;
		const more = () => {
			while (left > 0) {
				const piece = PIECE.subarray(0, Math.min(left, PIECE.byteLength));
				left -= piece.byteLength;
				if (!response.write(piece)) return response.once('drain', more);
			}
			return response.end();
		};
		more();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const { ready } = await startChild<Measured>('recording-process.ts', `http://127.0.0.1:${port}`);
	server.close();
	const growth = (ready.most - ready.before) / MB;
	const rate = ready.size / MB / ready.seconds;
	return {
		name: 'recording',
		method:
			'A recording of 200 MB (WAV) is fetched through the guarded way out, sealed chunk by chunk, written and its duration read, in a process of its own; resident memory is looked at every 5 ms, after a first recording of 1 MB.',
		columns: ['', 'value'],
		rows: [
			['recording, MB', (ready.size / MB).toFixed(0)],
			['resident before, MB', (ready.before / MB).toFixed(0)],
			['most while it was fetched, MB', (ready.most / MB).toFixed(0)],
			['growth, MB', growth.toFixed(0)],
			['rate, MB/s', rate.toFixed(0)],
		],
		verdict: `Growth (aim < 50 MB): ${growth < 50 ? 'met' : 'not met'}.`,
	};
}

function wavHead(size: number): Buffer {
	const head = Buffer.alloc(44);
	head.write('RIFF', 0);
	head.writeUInt32LE(size - 8, 4);
	head.write('WAVEfmt ', 8);
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(1, 20);
	head.writeUInt16LE(1, 22);
	head.writeUInt32LE(8_000, 24);
	head.writeUInt32LE(16_000, 28);
	head.writeUInt16LE(2, 32);
	head.writeUInt16LE(16, 34);
	head.write('data', 36);
	head.writeUInt32LE(size - 44, 40);
	return head;
}
