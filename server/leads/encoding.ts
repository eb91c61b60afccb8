export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Watches a file's bytes pass by and then names their encoding. */
export interface EncodingSniffer {
	add(chunk: Uint8Array): void;
	result(): Encoding;
}

const HEAD_BYTES = 4_096;

/** By byte order mark; else UTF-16 where every other byte is zero; else UTF-8 where all of it is; else Windows-1252. */
export function sniffEncoding(): EncodingSniffer {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	let head = Buffer.alloc(0);
	let isUtf8 = true;
	const feed = (chunk: Uint8Array | undefined) => {
		try {
			decoder.decode(chunk, { stream: chunk !== undefined });
		} catch {
			isUtf8 = false;
		}
	};
	return {
		add(chunk) {
			if (head.byteLength < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
			if (isUtf8) feed(chunk);
		},
		result() {
			if (isUtf8) feed(undefined);
			return utf16Of(head) ?? (isUtf8 ? 'utf-8' : 'windows-1252');
		},
	};
}

function utf16Of(head: Buffer): Encoding | undefined {
	if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
	if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
	const zeros = [0, 0];
	head.forEach((byte, index) => {
		if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
	});
	const [even = 0, odd = 0] = zeros;
	// Western text in UTF-16 is half zeros; ours hardly ever holds a single one.
	const enough = head.byteLength / 4;
	if (odd > enough && odd > even * 4) return 'utf-16le';
	return even > enough && even > odd * 4 ? 'utf-16be' : undefined;
}
