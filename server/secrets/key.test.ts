import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LoadedKeys, loadKeys } from './key.ts';
import { open, seal, sealingKey } from './sealing.ts';

let folder: string;
let file: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'ringside-key-'));
	file = path.join(folder, 'key');
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index));
const old = Buffer.alloc(32, 7);

function keysOf(loaded: LoadedKeys) {
	if (loaded.kind !== 'keys') throw new Error(loaded.reason);
	return loaded.keys;
}

describe('the sealing key', () => {
	test('is made at the first start, for its owner alone, and is the same at the next', () => {
		const first = loadKeys({ environment: undefined, file });
		expect(first).toMatchObject({ kind: 'keys', source: 'new-file' });
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(readdirSync(folder), 'no draft is left behind').toEqual(['key']);
		const second = loadKeys({ environment: '', file });
		expect(second).toMatchObject({ kind: 'keys', source: 'file' });
		expect(open(seal('text', keysOf(first)[0]), keysOf(second))).toEqual({ kind: 'opened', plain: 'text' });
	});

	test('two servers that start together on one folder agree', () => {
		const first = keysOf(loadKeys({ environment: undefined, file }));
		const before = readFileSync(file, 'utf8');
		expect(keysOf(loadKeys({ environment: undefined, file }))[0].id).toBe(first[0].id);
		expect(readFileSync(file, 'utf8')).toBe(before);
	});

	test.each([0o644, 0o640, 0o604, 0o660])('a key file of mode %o is refused, with the mend', (mode) => {
		writeFileSync(file, bytes.toString('base64'));
		chmodSync(file, mode);
		expect(loadKeys({ environment: undefined, file })).toEqual({
			kind: 'refused',
			reason: expect.stringContaining(`chmod 600 ${file}`),
		});
	});

	test.each([
		['base64', bytes.toString('base64')],
		['base64url', bytes.toString('base64url')],
		['hex', bytes.toString('hex')],
		['base64 with a line end', `${bytes.toString('base64')}\n`],
	])('is read from the environment as %s', (_, environment) => {
		expect(keysOf(loadKeys({ environment, file }))[0].id).toBe(sealingKey(bytes).id);
		expect(readdirSync(folder), 'no file is made').toEqual([]);
	});

	test('several keys: the first seals, all open', () => {
		const environment = `${bytes.toString('base64')},${old.toString('hex')}`;
		const keys = keysOf(loadKeys({ environment, file }));
		expect(keys.map((key) => key.id)).toEqual([sealingKey(bytes).id, sealingKey(old).id]);
	});

	test.each(['short', bytes.subarray(1).toString('base64'), `${bytes.toString('hex')}00`, 'x'.repeat(64)])(
		'%s is refused, and the reason does not repeat it',
		(environment) => {
			const loaded = loadKeys({ environment, file });
			expect(loaded).toMatchObject({ kind: 'refused', reason: expect.stringContaining('openssl rand') });
			expect(JSON.stringify(loaded)).not.toContain(environment);
			expect(readdirSync(folder)).toEqual([]);
		},
	);

	test('one bad key among several is refused, not passed over', () => {
		const environment = `${bytes.toString('base64')},short`;
		expect(loadKeys({ environment, file }).kind).toBe('refused');
	});

	test('a key file that holds something else is refused', () => {
		writeFileSync(file, 'hello', { mode: 0o600 });
		expect(loadKeys({ environment: undefined, file })).toMatchObject({ kind: 'refused' });
	});
});
