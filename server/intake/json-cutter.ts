const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const nothing = Buffer.alloc(0);

export interface JsonCutter {
	/** Takes the next bytes of the JSON; gives those of the value that were in them, its escapes read. */
	push(chunk: Uint8Array): Buffer;
	/** Why it cannot go on; what was pushed since is not read. */
	trouble(): 'too-large' | 'too-deep' | 'twice' | 'escape' | undefined;
	/** The JSON without the value, and in its place this text, which needs no escapes. */
	rest(replacement: string): Buffer;
}

type Place = 'outside' | 'key' | 'text' | 'value';

const LONGEST_KEY = 200;
/** Brackets alone must not fill the memory. */
const DEEPEST = 1_000;

/**
 * Takes one string out of a JSON that is too large to be held, e.g. at `['data', 'full_audio']`, while it comes. Only
 * objects lead to it. What is no JSON is passed on as it is: whoever parses the rest tells. `limit`: bytes of the rest.
 */
export function createJsonCutter(path: readonly string[], limit: number): JsonCutter {
	/** Of each open bracket: whether it is an object, and whether the keys to it are those of the path. */
	const open: { isObject: boolean; isOnPath: boolean }[] = [];
	const before: Uint8Array[] = [];
	const after: Uint8Array[] = [];
	let place: Place = 'outside';
	let isKeyNext = false;
	/** The key before the value that comes is that of the path. */
	let isMatch = false;
	let isEscaped = false;
	let key: number[] = [];
	let sequence = '';
	let isFound = false;
	/** The next one in this chunk; none yet where less than `from`. */
	let quote = 0;
	let size = 0;
	let trouble: ReturnType<JsonCutter['trouble']>;

	// Read by a function, since calls change it unseen.
	const isIn = (one: Place) => place === one;

	function outside(byte: number): void {
		const at = open.at(-1);
		if (byte === QUOTE) startString();
		else if (byte === 0x7b || byte === 0x5b) {
			const isObject = byte === 0x7b;
			if (open.length >= DEEPEST) trouble = 'too-deep';
			open.push({ isObject, isOnPath: isObject && (open.length === 0 || isMatch) });
			isKeyNext = isObject;
			isMatch = false;
		} else if (byte === 0x7d || byte === 0x5d) {
			open.pop();
			isKeyNext = false;
			isMatch = false;
		} else if (byte === 0x2c) {
			isKeyNext = at?.isObject === true;
			isMatch = false;
		}
	}

	function startString(): void {
		if (isKeyNext) {
			place = 'key';
			key = [];
			isKeyNext = false;
		} else if (isMatch && open.length === path.length) {
			if (isFound) trouble = 'twice';
			isFound = true;
			place = 'value';
		} else {
			place = 'text';
		}
	}

	function inText(byte: number): void {
		if (place === 'key' && key.length < LONGEST_KEY) key.push(byte);
		if (isEscaped) isEscaped = false;
		else if (byte === BACKSLASH) isEscaped = true;
		else if (byte === QUOTE) {
			if (place === 'key') isMatch = open.at(-1)?.isOnPath === true && keyIs(key, path[open.length - 1]);
			place = 'outside';
		}
	}

	function keep(part: Uint8Array, parts: Uint8Array[]): void {
		if (part.byteLength === 0) return;
		size += part.byteLength;
		if (size > limit) trouble = 'too-large';
		parts.push(part);
	}

	/** The value from `from` on; what it gives is read, `end` is where it goes on. */
	function inValue(chunk: Buffer, from: number): { bytes: Buffer; end: number } {
		if (sequence !== '') return inEscape(chunk, from);
		// Looked for once: a text full of escapes must not be searched to its end for each.
		if (quote >= 0 && quote < from) quote = chunk.indexOf(QUOTE, from);
		const until = quote < 0 ? chunk.byteLength : quote;
		const slash = chunk.subarray(from, until).indexOf(BACKSLASH);
		const end = slash < 0 ? until : from + slash;
		if (slash >= 0) sequence = '\\';
		else if (quote >= 0) place = 'text';
		return { bytes: chunk.subarray(from, end), end: slash < 0 ? end : end + 1 };
	}

	function inEscape(chunk: Buffer, from: number): { bytes: Buffer; end: number } {
		sequence += String.fromCharCode(chunk[from] ?? 0);
		const isWhole = sequence.length === (sequence[1] === 'u' ? 6 : 2);
		if (!isWhole) return { bytes: nothing, end: from + 1 };
		const text = parsed(sequence);
		sequence = '';
		if (text === undefined || /[^\0-\x7f]/.test(text)) trouble = 'escape';
		return { bytes: Buffer.from(text ?? '', 'latin1'), end: from + 1 };
	}

	return {
		push(part) {
			const chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
			const found: Buffer[] = [];
			let kept = 0;
			quote = chunk.indexOf(QUOTE);
			for (let at = 0; at < chunk.byteLength && !trouble; ) {
				if (isIn('value')) {
					const { bytes, end } = inValue(chunk, at);
					found.push(bytes);
					at = end;
					kept = end;
					continue;
				}
				const byte = chunk[at] ?? 0;
				at += 1;
				if (place === 'outside') outside(byte);
				else inText(byte);
				// Up to and with its opening quote.
				if (isIn('value')) keep(chunk.subarray(kept, at), before);
			}
			if (!isIn('value') && !trouble) keep(chunk.subarray(kept), isFound ? after : before);
			return found.length === 1 ? (found[0] ?? nothing) : Buffer.concat(found);
		},
		trouble: () => trouble,
		rest: (replacement) => Buffer.concat(isFound ? [...before, Buffer.from(replacement), ...after] : before),
	};
}

function keyIs(raw: number[], wanted: string | undefined): boolean {
	return raw.length < LONGEST_KEY && parsed(Buffer.from(raw.slice(0, -1)).toString()) === wanted;
}

/** What stands between two quotes of a JSON; undefined where that is no text. */
function parsed(text: string): string | undefined {
	try {
		return String(JSON.parse(`"${text}"`));
	} catch {
		return undefined;
	}
}
