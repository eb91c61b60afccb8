import { afterAll, expect, test } from 'vitest';
import { ringside } from '../../tests/support/cli.ts';
import { temporaryFolder } from '../../tests/support/server.ts';

const folder = temporaryFolder('signup-code');
const installation = { dataFolder: folder.path, port: 1 };
const command = (...args: string[]) => ringside(installation, 'signup-code', ...args);
afterAll(() => folder.remove());

test('a sign-up code is made, listed without the code itself, and revoked once', async () => {
	const made = await command('add', '--uses', '40', '--days', '7');
	expect(made).toMatchObject({ codeId: expect.stringMatching(/^suc_/), uses: 40 });
	const { code, codeId } = made as { code: string; codeId: string };
	expect(code).toMatch(/^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
	const listed = await command('list');
	expect(listed).toMatchObject({ signupCodes: [{ codeId, state: 'open', uses: 40, used: 0 }] });
	expect(JSON.stringify(listed)).not.toContain(code);
	expect(await command('revoke', codeId)).toEqual({ revoked: true });
	expect(await command('list')).toMatchObject({ signupCodes: [{ codeId, state: 'revoked' }] });
	await expect(command('revoke', codeId)).rejects.toThrow(/revoked before/);
});

test.each([
	['no number of people', ['--uses', 'many'], /--uses/],
	['nobody', ['--uses', '0'], /--uses/],
	['the whole world', ['--uses', '1000000'], /--uses/],
	['for ever', ['--uses', '1', '--days', '9999'], /--days/],
])('a code for %s is not made', async (_, options, said) => {
	await expect(command('add', ...options)).rejects.toThrow(said);
});
