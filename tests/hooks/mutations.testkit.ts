import { gzipSync } from 'node:zlib';

/** A body that was changed, and in words how. */
export interface Mutant {
	body: Uint8Array;
	how: string;
	contentType?: string;
}

type Chance = () => number;
type Path = (string | number)[];

const pick = <T>(from: readonly T[], chance: Chance): T => {
	const one = from[Math.floor(chance() * from.length)];
	if (one === undefined) throw new Error('Nothing to choose from');
	return one;
};

/** Stand for JSON that no `JSON.stringify` writes. */
const RAW = '\u0001raw:';
const raw = (json: string) => `${RAW}${json}`;

/** What no vendor sends in a field: by name, so that a finding can be read. */
export const absurdValues: [name: string, value: unknown][] = [
	['null', null],
	['an empty text', ''],
	['a blank text', ' \t\u00a0'],
	['minus one', -1],
	['true', true],
	['an empty list', []],
	['an empty object', {}],
	['a list of itself', [['x'], { x: ['x'] }]],
	['the largest number', Number.MAX_VALUE],
	['an unsafe integer', raw('9007199254740993')],
	['a number beyond all', raw('1e400')],
	['a number of a thousand digits', raw('9'.repeat(1_000))],
	['minus nought', raw('-0')],
	['a time beyond all', 8.64e15 + 1],
	['a date in the year 275760', '+275760-09-13T00:00:00.001Z'],
	['no date', '2026-02-30T25:61:61Z'],
	['a date of the year 1', '0001-01-01T00:00:00Z'],
	['the end of the year 9999, west of here', '9999-12-31T23:59:59-12:00'],
	['a date of seconds', '1776157200'],
	['NUL', '\u0000'],
	['half a character', raw('"\\ud800"')],
	['right to left', '\u202e\u2066x'],
	['__proto__', '__proto__'],
	['a list a thousand deep', raw('['.repeat(1_000) + ']'.repeat(1_000))],
	['a long text', 'x'.repeat(20_001)],
	['a long number', `+${'4'.repeat(400)}`],
	['markup', '<img src=x onerror=alert(1)>'],
	['an address of ours', 'http://169.254.169.254/latest'],
	['a script address', 'javascript:alert(1)'],
	['an object with a prototype', raw('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}')],
];

function write(value: unknown): Buffer {
	const text = JSON.stringify(value) ?? '';
	// Written as it stands there, without the quotes it was put into.
	return Buffer.from(text.replace(/"\\u0001raw:((?:[^"\\]|\\.)*)"/g, (_, json) => JSON.parse(`"${json}"`)));
}

/** Every place in this JSON, the outermost last. */
export function pathsOf(value: unknown, at: Path = []): Path[] {
	if (typeof value !== 'object' || value === null) return [at];
	const inner = Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...at, key]));
	return [...inner, at];
}

/** The same JSON with another value at this place; `undefined` leaves the place out. */
export function withValue(json: unknown, path: Path, value: unknown): Uint8Array {
	const [first, ...rest] = path;
	return write(first === undefined ? value : replaced(json, first, rest, value));
}

function replaced(json: unknown, key: string | number, rest: Path, value: unknown): unknown {
	const copy: Record<string | number, unknown> = Object.assign(Array.isArray(json) ? [] : {}, json);
	const [next, ...further] = rest;
	copy[key] = next === undefined ? value : replaced(copy[key], next, further, value);
	return copy;
}

type Mutation = (json: unknown, chance: Chance) => Mutant;

/** Of the structure, the types and the sizes. */
const inJson: Mutation[] = [
	(json, chance) => {
		const path = pick(pathsOf(json), chance);
		const [name, value] = pick(absurdValues, chance);
		return { body: withValue(json, path, value), how: `${path.join('.')} is ${name}` };
	},
	(json, chance) => {
		const path = pick(pathsOf(json), chance);
		return { body: withValue(json, path, undefined), how: `without ${path.join('.')}` };
	},
	(json, chance) => {
		const [path, from] = [pick(pathsOf(json), chance), pick(pathsOf(json), chance)];
		const value = from.reduce<unknown>(
			(part, key) => Object.entries(part ?? {}).find(([name]) => name === key)?.[1],
			json,
		);
		return { body: withValue(json, path, value), how: `${path.join('.')} is as ${from.join('.')}` };
	},
	(json, chance) => {
		const path = pick(pathsOf(json), chance);
		return { body: withValue(json, path, Array(500).fill(json)), how: `${path.join('.')} is 500 of it` };
	},
	(json, chance) => {
		const name = pick(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'then'], chance);
		const text = `{${JSON.stringify(name)}:{"x":1},${JSON.stringify(json).slice(1)}`;
		return { body: Buffer.from(text), how: `with the key ${name}` };
	},
	(json) => {
		const body = Buffer.from(new URLSearchParams({ payload: JSON.stringify(json) }).toString());
		return { body, how: 'as a form', contentType: 'application/x-www-form-urlencoded' };
	},
];

/** Of the encoding. */
const inBytes: ((body: Buffer, chance: Chance) => Mutant)[] = [
	(body, chance) => ({ body: body.subarray(0, Math.floor(chance() * body.length)), how: 'cut short' }),
	(body, chance) => {
		const changed = Buffer.from(body);
		for (let left = 1 + Math.floor(chance() * 4); left > 0 && changed.length > 0; left -= 1) {
			changed[Math.floor(chance() * changed.length)] = Math.floor(chance() * 256);
		}
		return { body: changed, how: 'with other bytes' };
	},
	(body, chance) => {
		const at = Math.floor(chance() * body.length);
		const bad = pick([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80]], chance);
		const parts = [body.subarray(0, at), Buffer.from(bad), body.subarray(at)];
		return { body: Buffer.concat(parts), how: `no UTF-8 at ${at}` };
	},
	(body) => ({ body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]), how: 'behind a BOM' }),
	(body) => ({ body: Buffer.from(body.toString('utf8'), 'utf16le'), how: 'as UTF-16' }),
	(body) => ({ body: gzipSync(body), how: 'as gzip' }),
	(body) => ({ body: Buffer.concat([body, body]), how: 'twice' }),
	(body) => ({ body: Buffer.concat([Buffer.alloc(100_000, 0x20), body]), how: 'behind 100,000 blanks' }),
	(_, chance) => ({ body: Buffer.from('['.repeat(1 + chance() * 50_000)), how: 'opened and not closed' }),
	(_, chance) => {
		const body = Buffer.from(Array.from({ length: chance() * 300 }, () => Math.floor(chance() * 256)));
		return { body, how: 'noise' };
	},
];

/** One parameter of a form with another value, left out, or told twice. */
function inForm(body: Buffer, chance: Chance): Mutant {
	const parameters = [...new URLSearchParams(body.toString('utf8'))];
	const at = Math.floor(chance() * parameters.length);
	const [name = ''] = parameters[at] ?? [];
	const [what, value] = pick(absurdValues, chance);
	const text = typeof value === 'string' ? value.replace(RAW, '') : JSON.stringify(value);
	const changed = pick([[], [[name, text]], [parameters[at] ?? [name, ''], [name, text]]], chance);
	const entries = parameters.toSpliced(at, 1, ...(changed as [string, string][]));
	return {
		body: Buffer.from(new URLSearchParams(entries).toString()),
		how: `${name} is ${changed.length === 0 ? 'left out' : what}${changed.length > 1 ? ' as well' : ''}`,
	};
}

/** The body changed in one way, or in a few. */
export function mutate(given: Uint8Array, chance: Chance): Mutant {
	const body = Buffer.from(given);
	if (chance() < 0.25) return pick(inBytes, chance)(body, chance);
	const json = parse(body);
	if (!json) return body.length > 0 ? inForm(body, chance) : pick(inBytes, chance)(body, chance);
	const first = pick(inJson, chance)(json.value, chance);
	const isSmall = first.body.byteLength < 100_000;
	const again = isSmall && chance() < 0.3 ? parse(Buffer.from(first.body)) : undefined;
	if (!again) return first;
	const second = pick(inJson, chance)(again.value, chance);
	return { ...second, how: `${first.how}, then ${second.how}` };
}

function parse(body: Buffer): { value: unknown } | undefined {
	try {
		const value: unknown = JSON.parse(body.toString('utf8'));
		return typeof value === 'object' && value !== null ? { value } : undefined;
	} catch {
		return undefined;
	}
}
