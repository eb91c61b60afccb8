import { afterAll, expect, test } from 'vitest';
import { ringside } from '../../tests/support/cli.ts';
import { temporaryFolder } from '../../tests/support/server.ts';

const folder = temporaryFolder('api-key');
const installation = { dataFolder: folder.path, port: 1 };
const command = (...args: string[]) => ringside(installation, 'key', ...args);
afterAll(() => folder.remove());

test('a key is made, listed without what it is, and revoked once', async () => {
	const made = await command('add', 'Flow');
	expect(made).toEqual({
		keyId: expect.stringMatching(/^key_/),
		secret: expect.stringMatching(/^rsk_[\w-]{43}$/),
	});
	const { keyId, secret } = made as { keyId: string; secret: string };
	const listed = await command('list');
	expect(listed).toEqual({ keys: [{ keyId, name: 'Flow', revoked: false }] });
	expect(JSON.stringify(listed)).not.toContain(secret);
	expect(await command('revoke', keyId)).toEqual({ revoked: keyId });
	expect(await command('list')).toMatchObject({ keys: [{ keyId, revoked: true }] });
	await expect(command('revoke', keyId)).rejects.toThrow(/revoked already/);
	await expect(command('add', ' ')).rejects.toThrow(/1 to 80 letters/);
});
