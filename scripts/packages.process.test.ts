import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../tests/support/server.ts';
import { readZip } from '../tests/support/zip.ts';
import { root, runCommand } from './command.ts';
import { lintForFirefox, type Packages } from './packages.ts';

const folder = temporaryFolder('packages');
let packages: Packages;

beforeAll(async () => {
	const { code, output, stdout } = await runCommand('node', ['scripts/package.ts', folder.path], {
		env: { NODE_ENV: '' },
	});
	expect(code, output).toBe(0);
	expect(stdout).toContain('Mozilla’s linter finds nothing');
	const [version] = /\d+\.\d+\.\d+(?=-chrome\.zip)/.exec(stdout) ?? [];
	const named = (kind: string) => path.join(folder.path, `ringside-${version}-${kind}.zip`);
	packages = { chrome: named('chrome'), firefox: named('firefox'), sources: named('sources') };
}, 120_000);
afterAll(() => folder.remove());

const languages = readdirSync(path.join(root, 'locales')).map((name) => path.basename(name, '.json'));

describe.each(['chrome', 'firefox'] as const)('the package for %s', (browser) => {
	const files = () => readZip(packages[browser]);
	const manifest = () => JSON.parse(String(files().get('manifest.json')));

	test('has every language and every icon', () => {
		for (const language of languages) expect(files().has(`_locales/${language}/messages.json`)).toBe(true);
		for (const icon of Object.values<string>(manifest().icons)) expect(files().has(icon)).toBe(true);
	});

	test('holds what the browser runs, and no maps, tests, sources or hidden files', () => {
		const names = [...files().keys()];
		expect(names.filter((name) => !/\.(js|css|html|json|png|svg)$/.test(name))).toEqual([]);
		expect(names.filter((name) => /(^|\/)\.|\.(map|test|e2e)\b|gallery|fixture/.test(name))).toEqual([]);
		for (const [name, bytes] of files()) expect(bytes.includes('sourceMappingURL'), name).toBe(false);
	});

	test('asks for the permissions it needs and for no site', () => {
		const { permissions, host_permissions: hosts, optional_permissions: optional } = manifest();
		// Firefox has its sidebar without one.
		const panel = browser === 'chrome' ? ['sidePanel'] : [];
		expect([...permissions].sort()).toEqual(['alarms', 'notifications', 'scripting', ...panel, 'storage']);
		expect(hosts).toBeUndefined();
		expect(optional ?? manifest().optional_host_permissions).toEqual(['http://*/*', 'https://*/*']);
	});

	test('makes no code and no markup from text', () => {
		for (const [name, bytes] of files()) {
			if (name.endsWith('.js'))
				expect(String(bytes), name).not.toMatch(/\.innerHTML=|\bFunction\(``|\beval\(/);
		}
	});
});

test('Chrome finds the schema of the company policy that the manifest names', () => {
	const files = readZip(packages.chrome);
	const { storage } = JSON.parse(String(files.get('manifest.json')));
	expect(files.has(storage.managed_schema)).toBe(true);
});

test('Mozilla’s linter would have found a fault', async () => {
	const bad = path.join(folder.path, 'bad');
	mkdirSync(bad);
	writeFileSync(path.join(bad, 'manifest.json'), '{"manifest_version":2,"name":"x","version":"1"}');
	expect(await lintForFirefox(bad)).toMatchObject({ clean: false });
});

test('the sources hold what is built, and nothing of the server or of anybody’s data', () => {
	const names = [...readZip(packages.sources).keys()];
	expect(names).toContain('docs/store/building.md');
	const known = /^(components|entrypoints|lib|locales|public|docs\/store|scripts\/no-code-from-text\.ts)\b/;
	const strange = names.filter((name) => !known.test(name) && !/^[\w.-]+\.(json|ts)$|^LICENSE$/.test(name));
	expect(strange).toEqual([]);
	expect(names.filter((name) => /\.(test|testkit)\./.test(name))).toEqual([]);
});

test('the sources build into the very package that is handed in', async () => {
	const there = path.join(folder.path, 'reviewer');
	for (const [name, bytes] of readZip(packages.sources)) {
		mkdirSync(path.dirname(path.join(there, name)), { recursive: true });
		writeFileSync(path.join(there, name), bytes);
	}
	// In place of `npm ci`: the lock file in the zip is the one that these were installed by.
	symlinkSync(path.join(root, 'node_modules'), path.join(there, 'node_modules'));
	const { code, output } = await runCommand('wxt', ['build', '-b', 'firefox'], {
		cwd: there,
		// As it is for a reviewer; the tests' own would change what is bundled.
		env: { NODE_ENV: 'production' },
	});
	expect(code, output).toBe(0);
	const handedIn = readZip(packages.firefox);
	for (const [name, bytes] of handedIn) {
		const built = readFileSync(path.join(there, '.output/firefox-mv2-production', name));
		expect(built.equals(bytes), name).toBe(true);
	}
});
