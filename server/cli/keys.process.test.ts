import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'ringside-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [old, fresh] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64'));
const run = promisify(execFile);

async function ringside(keys: string, ...args: string[]) {
	const env = { ...process.env, RINGSIDE_DATA: folder, RINGSIDE_KEY: keys, DATABASE_URL: '' };
	const { stdout } = await run(process.execPath, ['server/cli/main.ts', ...args, '--json'], { env });
	return JSON.parse(stdout);
}

test('what was sealed with the old key is sealed with the new one, counted', async () => {
	await ringside(old!, 'connection', 'add', 'generic', '--secret', 'a-secret');
	await ringside(old!, 'connection', 'add', 'retell', '--secret', 'another');
	expect(await ringside(`${fresh},${old}`, 'keys', 'rotate')).toEqual({ resealed: 2, unreadable: 0 });
	expect(await ringside(fresh!, 'keys', 'rotate')).toEqual({ resealed: 0, unreadable: 0 });
	expect(await ringside(old!, 'keys', 'rotate')).toEqual({ resealed: 0, unreadable: 2 });
});

test('apps are listed, and there are none of providers that are not signed in to', async () => {
	expect(await ringside(old!, 'app', 'list')).toEqual({ apps: [] });
	const set = ringside(old!, 'app', 'set', 'stripe', '--client-id', 'a', '--client-secret', 'canary');
	await expect(set).rejects.toMatchObject({ stderr: expect.stringContaining('not signed in to') });
});
