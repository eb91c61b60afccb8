import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import generic from './generic/index.ts';
import { inspectFiles, inspectManifest } from './inspection.ts';
import { loadProviders, providerFolders } from './registry.ts';
import webex from './webex/index.ts';

const folders = await providerFolders();

describe('the providers of this build', () => {
	test.each(folders)('%s is whole', (name) => {
		expect(inspectFiles(name, readdirSync(path.join(import.meta.dirname, name)))).toEqual([]);
	});

	test('each is found by its folder, with a right manifest', async () => {
		const registry = await loadProviders();
		expect(registry.all().map((provider) => provider.id)).toEqual(folders);
		expect(registry.find('webex')).toBe(webex);
		expect(registry.find('nobody')).toBeUndefined();
		expect(registry.find('__proto__')).toBeUndefined();
	});
});

describe('a provider that is not whole', () => {
	test.each([
		...['index.ts', 'verify.ts', 'schema.ts', 'parse.ts'],
		...['guide.ts', 'scenarios.ts', 'fixtures', 'README.md'],
	])('without %s is told what to add', (file) => {
		const all = readdirSync(path.join(import.meta.dirname, 'webex'));
		const problems = inspectFiles(
			'webex',
			all.filter((name) => name !== file),
		);
		expect(problems).toEqual([expect.stringContaining(`server/providers/webex has no ${file}: add it`)]);
	});

	test.each([
		['another id', { id: 'other' }, /make it the folder's name/],
		['no secret', { secrets: [] }, /nothing could be verified/],
		['no verify', { verify: undefined }, /verify.*missing or no function/],
		['no answer for an outcome', { answers: { ...webex.answers, ignored: undefined } }, /answers\.ignored/],
		[
			'a refusal that explains itself',
			{ answers: { ...webex.answers, refused: { status: 401, body: 'wrong signature' } } },
			/status: 401 \} and no more/,
		],
		['a refusal that acknowledges', { answers: { ...webex.answers, refused: { status: 200 } } }, /refused/],
		['a credential among the kept headers', { keptHeaders: ['x-api-key'] }, /plain credential/],
		['a header that never matches', { keptHeaders: ['X-Signature'] }, /lower-case/],
		['no scenario', { scenarios: {} }, /at least one signed request/],
		['no set-up', { guide: undefined }, /guide/],
	])('with %s is told so', (_, change, message) => {
		expect(inspectManifest('webex', { ...webex, ...change }).join('\n')).toMatch(message);
	});

	test('the manifests of this build have nothing to mend', () => {
		expect(inspectManifest('webex', webex)).toEqual([]);
		expect(inspectManifest('generic', generic)).toEqual([]);
		expect(inspectManifest('webex', undefined)).not.toEqual([]);
	});
});

describe('loading from a folder', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(os.tmpdir(), 'ringside-providers-'));
		mkdirSync(path.join(folder, 'half'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	test('half a provider stops the start', async () => {
		writeFileSync(path.join(folder, 'half', 'index.ts'), "export default { id: 'half' };");
		await expect(loadProviders(folder)).rejects.toThrow(/server\/providers\/half\/index\.ts/);
	});

	test('the remains of a folder do not', async () => {
		expect((await loadProviders(folder)).all()).toEqual([]);
	});
});
