import type { CloseCode } from '../../lib/contract/stream.ts';

/** How a client reads the stream. */
export type Wire = 'sse' | 'websocket';

/** The same frame as each kind of client reads it; made once and written to all of them. */
export type Encoded = Record<Wire, Buffer>;

type ControlFrame =
	| { kind: 'ready' | 'heartbeat'; cursor: string }
	| { kind: 'reset'; reason: 'expired' | 'epoch' | 'malformed' };

/** `json` is the stored CloudEvents object; line breaks can only stand between its tokens. */
export function encodeEvent(cursor: string, json: string): Encoded {
	const line = json.replace(/[\r\n]+/g, ' ');
	return {
		sse: Buffer.from(`id: ${cursor}\ndata: ${line}\n\n`),
		websocket: frameText(`{"cursor":"${cursor}","event":${line}}`),
	};
}

export function encodeControl(frame: ControlFrame): Encoded {
	const json = JSON.stringify(frame);
	const id = 'cursor' in frame ? `id: ${frame.cursor}\n` : '';
	return { sse: Buffer.from(`event: ${frame.kind}\n${id}data: ${json}\n\n`), websocket: frameText(json) };
}

/** The last words of an SSE stream. */
export function encodeSseEnd(code: (typeof CloseCode)[keyof typeof CloseCode]): Buffer {
	return Buffer.from(`event: closed\ndata: ${code}\n\n`);
}

/** Several frames as one write; a single one is passed through uncopied. */
export function joinEncoded(parts: readonly Encoded[], wire: Wire): Buffer {
	const [first, ...others] = parts;
	return first && others.length === 0 ? first[wire] : Buffer.concat(parts.map((part) => part[wire]));
}

const FINAL_TEXT = 0x81;

/** One unmasked, unfragmented text frame. https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export function frameText(text: string): Buffer {
	const payload = Buffer.from(text);
	return Buffer.concat([header(payload.byteLength), payload]);
}

function header(length: number): Buffer {
	if (length < 126) return Buffer.from([FINAL_TEXT, length]);
	if (length < 65_536) {
		const short = Buffer.from([FINAL_TEXT, 126, 0, 0]);
		short.writeUInt16BE(length, 2);
		return short;
	}
	const long = Buffer.alloc(10);
	long.set([FINAL_TEXT, 127]);
	long.writeBigUInt64BE(BigInt(length), 2);
	return long;
}
