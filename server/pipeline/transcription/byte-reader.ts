/** Takes bytes off a stream piece by piece. */
export interface ByteReader {
	/** The next `count`, or what is left. */
	take(count: number): Promise<Uint8Array>;
	/** The same, and leaves them where they are. */
	peek(count: number): Promise<Uint8Array>;
	/** All that follows, up to `most` bytes. */
	rest(most?: number): AsyncGenerator<Uint8Array>;
	/** Nothing more is read; lets go of the file. */
	close(): Promise<void>;
}

export function createByteReader(bytes: AsyncIterable<Uint8Array>): ByteReader {
	const source = bytes[Symbol.asyncIterator]();
	let held: Uint8Array = new Uint8Array(0);

	async function peek(count: number): Promise<Uint8Array> {
		while (held.length < count) {
			const next = await source.next();
			if (next.done) break;
			held = Buffer.concat([held, next.value]);
		}
		return held.subarray(0, count);
	}

	const close = async () => void (await source.return?.());

	return {
		peek,
		close,
		async take(count) {
			const taken = await peek(count);
			held = held.subarray(taken.length);
			return taken;
		},
		async *rest(most = Number.POSITIVE_INFINITY) {
			let left = most;
			try {
				while (left > 0) {
					const piece = held.length > 0 ? held : await nextOf(source);
					if (!piece) return;
					held = new Uint8Array(0);
					yield piece.subarray(0, left);
					left -= piece.length;
				}
			} finally {
				await close();
			}
		},
	};
}

async function nextOf(source: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
	const next = await source.next();
	return next.done ? undefined : next.value;
}
