import { randomBytes } from 'node:crypto';
import {
	closeSync,
	fstatSync,
	fsyncSync,
	linkSync,
	openSync,
	readFileSync,
	rmSync,
	writeSync,
} from 'node:fs';
import path from 'node:path';
import { KEY_BYTES, type SealingKey, sealingKey } from './sealing.ts';

/** The first key seals; every one of them opens, so that an old key stays while data is still sealed with it. */
export type SealingKeys = [SealingKey, ...SealingKey[]];

export type LoadedKeys =
	| { kind: 'keys'; keys: SealingKeys; source: 'environment' | 'file' | 'new-file' }
	/** Plain words for the person who starts the server; holds no key. */
	| { kind: 'refused'; reason: string };

const READABLE_BY_OTHERS = 0o077;
const EXAMPLE = 'make one with: openssl rand -base64 32';

/**
 * Keys from `RINGSIDE_KEY` (32 bytes as base64 or hex; several, newest first, divided by commas), else from
 * `file`, which is made at the first start with mode 0600. Its folder must exist.
 */
export function loadKeys(options: { environment: string | undefined; file: string }): LoadedKeys {
	const { environment, file } = options;
	if (environment !== undefined && environment.trim() !== '') {
		const keys = readKeys(environment);
		if (keys) return { kind: 'keys', keys, source: 'environment' };
		return { kind: 'refused', reason: `RINGSIDE_KEY is not ${KEY_BYTES} bytes as base64 or hex; ${EXAMPLE}` };
	}
	const made = makeKeyFile(file);
	return readKeyFile(file, made);
}

function readKeyFile(file: string, made: boolean): LoadedKeys {
	const descriptor = openSync(file, 'r');
	try {
		const mode = fstatSync(descriptor).mode & 0o777;
		if (mode & READABLE_BY_OTHERS) {
			const shown = mode.toString(8).padStart(4, '0');
			return {
				kind: 'refused',
				reason: `${file} has mode ${shown}, so others on this machine can read the key; run: chmod 600 ${file}`,
			};
		}
		const keys = readKeys(readFileSync(descriptor, 'utf8'));
		if (keys) return { kind: 'keys', keys, source: made ? 'new-file' : 'file' };
		return { kind: 'refused', reason: `${file} does not hold a key of ${KEY_BYTES} bytes as base64 or hex` };
	} finally {
		closeSync(descriptor);
	}
}

/** True when this call made it. Written aside and linked, so that nobody ever reads half a key. */
function makeKeyFile(file: string): boolean {
	const draft = `${file}.${randomBytes(6).toString('hex')}`;
	const descriptor = openSync(draft, 'wx', 0o600);
	try {
		writeSync(descriptor, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
		fsyncSync(descriptor);
		linkSync(draft, file);
		syncFolder(path.dirname(file));
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		return false;
	} finally {
		closeSync(descriptor);
		rmSync(draft);
	}
}

/** A key whose name a power cut takes back would leave sealed data that nothing opens. */
function syncFolder(folder: string): void {
	const descriptor = openSync(folder, 'r');
	fsyncSync(descriptor);
	closeSync(descriptor);
}

function readKeys(text: string): SealingKeys | undefined {
	const keys = text
		.trim()
		.split(/[\s,]+/)
		.map(readKey);
	const [first, ...others] = keys.filter((key) => key !== undefined);
	return first && others.length === keys.length - 1 ? [first, ...others] : undefined;
}

function readKey(text: string): SealingKey | undefined {
	if (/^[0-9a-f]{64}$/i.test(text)) return sealingKey(Buffer.from(text, 'hex'));
	if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return sealingKey(Buffer.from(text, 'base64'));
	return undefined;
}
