import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as rules from './rules.ts';
import { readSourceTree } from './source-tree.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const folders = ['entrypoints', 'components', 'lib', 'server', 'scripts', 'tests', 'demo', 'bench'];
const files = readSourceTree(root, folders);

/** Shown one a line when the test fails. */
const holds = (rule: rules.Rule) => expect(rule(files).join('\n')).toBe('');

describe('the house keeps its fences', () => {
	test('lib/contract, lib/calls, lib/conversation, lib/facts and lib/phone run anywhere', () =>
		holds(rules.sharedCodeIsPure));
	test('extension and server meet in the contract', () => holds(rules.halvesMeetInTheContract));
	test('components have no browser API', () => holds(rules.componentsHaveNoBrowserApi));
	test('providers and CRM connectors stand alone', () => holds(rules.integrationsStandAlone));
	test('there is no import cycle', () => holds(rules.noCycles));
	test('clock, chance, network, HTML and senders have one door each', () => holds(rules.oneDoorEach));
	test('every file can be read in one sitting', () => holds(rules.filesAreShort));
});

describe('what a page carries', () => {
	const entry = files.find((file) => /^entrypoints\/overlay\.content\/index\.tsx?$/.test(file.path));
	test('the overlay brings no schema library into a page', () => {
		expect(entry, 'entrypoints/overlay.content/index.ts(x) is missing').toBeDefined();
		const { packages } = rules.valueGraph(entry?.path ?? '', files);
		expect(packages.length).toBeGreaterThan(0);
		const heavy = packages.filter((name) => /^(zod|libphonenumber-js|idb)(\/|$)/.test(name));
		expect(heavy, 'check messages at the worker’s door; import types only (import type)').toEqual([]);
	});
});

const providerParts = [
	'index.ts',
	'verify.ts',
	'schema.ts',
	'parse.ts',
	'scenarios.ts',
	'README.md',
	'fixtures',
];

describe('a provider folder is complete', () => {
	const base = path.join(root, 'server', 'providers');
	const ids = readdirSync(base, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name);

	test.each(ids)('%s', (id) => {
		const missing = providerParts.filter((part) => !existsSync(path.join(base, id, part)));
		expect(missing, `server/providers/${id} lacks parts; see npm run new:provider`).toEqual([]);
		expect(readdirSync(path.join(base, id, 'fixtures')).length).toBeGreaterThan(0);
	});
});

describe('words', () => {
	/** Keys of a flat or nested locale file, as `a.b`, in file order. */
	const keysOf = (file: string) => {
		const trail: string[] = [];
		const keys: string[] = [];
		for (const line of readFileSync(file, 'utf8').split('\n')) {
			const found = /^(\s*)"?([\w.-]+)"?:/.exec(line);
			if (!found) continue;
			trail.length = Math.floor((found[1] ?? '').replaceAll('\t', '  ').length / 2);
			trail.push(found[2] ?? '');
			keys.push(trail.join('.'));
		}
		return keys.sort();
	};

	test('every locale has the same keys', () => {
		const locales = readdirSync(path.join(root, 'locales')).filter((name) => /\.(ya?ml|json)$/.test(name));
		expect(locales.length).toBe(3);
		const [first = '', ...others] = locales.map((name) => path.join(root, 'locales', name));
		for (const other of others) expect(keysOf(other), other).toEqual(keysOf(first));
	});
});
