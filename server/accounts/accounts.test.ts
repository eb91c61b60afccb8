import { expect, test } from 'vitest';
import { startTestApp } from '../http/app.testkit.ts';
import { randomIds } from '../ids.ts';
import { hashCode, makeCode } from './codes.ts';
import { adminCode } from './first-start.ts';

test('a code is 160 random bits in groups that people can read out', () => {
	const codes = Array.from({ length: 200 }, () => makeCode(randomIds));
	for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
	expect(new Set(codes).size).toBe(200);
	expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
});

test('a code is the same in small letters, with blanks, and with letters read for digits', () => {
	const code = 'A0B1-0011-CDEF-GHJK';
	expect(hashCode(' a0b1 oO1l cdef ghjk ')).toBe(hashCode(code.replace('0011', '0011')));
	expect(hashCode('AOBI-OOLI-CDEF-GHJK')).toBe(hashCode(code));
	expect(hashCode('A0B1-0011-CDEF-GHJ0')).not.toBe(hashCode(code));
});

test('an admin code is made at every start until an admin has paired, and never again', async () => {
	const t = await startTestApp();
	const parts = { store: t.store, accounts: t.context.accounts };
	// The admin of the test has a device already.
	expect(await adminCode(t.workspace.workspaceId, parts)).toBeUndefined();
	await t.context.accounts.revokeDevice(t.workspace.workspaceId, t.admin.device.deviceId);
	const [first, second] = [
		await adminCode(t.workspace.workspaceId, parts),
		await adminCode(t.workspace.workspaceId, parts),
	];
	expect(first).toBeDefined();
	expect(second).not.toBe(first);
	await t.context.accounts.pair(second!, 'Browser');
	expect(await adminCode(t.workspace.workspaceId, parts)).toBeUndefined();
	await t.stop();
});

test('tokens and codes are stored as hashes alone', async () => {
	const t = await startTestApp();
	const { code } = await t.context.accounts.invite(t.admin.user.userId, 60_000);
	const { readFile, readdir } = await import('node:fs/promises');
	for (const name of await readdir(t.folder)) {
		if (!name.startsWith('ringside.db')) continue;
		const bytes = await readFile(`${t.folder}/${name}`);
		expect(bytes.includes(t.admin.token)).toBe(false);
		expect(bytes.includes(code)).toBe(false);
		expect(bytes.includes(code.replaceAll('-', ''))).toBe(false);
	}
	await t.stop();
});
