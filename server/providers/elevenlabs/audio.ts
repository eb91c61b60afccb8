const key = Buffer.from('"full_audio"');
const quote = 0x22;
const backslash = 0x5c;

interface WithoutAudio {
	/** The same JSON with the audio text emptied. */
	body: Uint8Array;
	/** Length of the base64 text. */
	audioLength: number;
}

/**
 * Takes the inline audio out of a body of tens of MB without parsing it: base64 holds neither quotes nor escapes, so its
 * end is the next quote. Undefined where there is none of that shape.
 */
export function withoutAudio(body: Uint8Array): WithoutAudio | undefined {
	const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
	const name = bytes.indexOf(key);
	if (name < 0) return undefined;
	const start = openingQuote(bytes, name + key.byteLength);
	if (start === undefined) return undefined;
	const end = bytes.indexOf(quote, start);
	if (end < 0 || bytes[end - 1] === backslash) return undefined;
	const rest = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
	return { body: rest, audioLength: end - start };
}

/** Index after the quote that opens the value: blanks, a colon, blanks. */
function openingQuote(bytes: Buffer, from: number): number | undefined {
	const separator = /^\s*:\s*"/.exec(bytes.subarray(from, from + 64).toString('latin1'));
	return separator ? from + separator[0].length : undefined;
}
