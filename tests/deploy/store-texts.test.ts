import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/command.ts';
import config from '../../wxt.config.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
/** https://developer.chrome.com/docs/webstore/cws-dashboard-listing and the manifest's `description`. */
const CHROME_SUMMARY = 132;
const CHROME_DESCRIPTION = 16_000;

const part = (text: string, heading: string) =>
	text
		.split(/^## /m)
		.find((one) => one.startsWith(`${heading}\n`))
		?.slice(heading.length)
		.trim() ?? '';

describe.each(['en', 'de', 'es'])('the store’s texts in %s', (language) => {
	const text = read(`docs/store/${language}.md`);

	test('fit into what the stores take', () => {
		const [summary, description] = [part(text, 'Summary'), part(text, 'Description')];
		expect(summary.length).toBeGreaterThan(40);
		expect(summary.length).toBeLessThanOrEqual(CHROME_SUMMARY);
		expect(description.length).toBeGreaterThan(300);
		expect(description.length).toBeLessThan(CHROME_DESCRIPTION);
	});

	test('the extension’s own description fits, too', () => {
		const words: { extensionDescription: string } = JSON.parse(read(`locales/${language}.json`));
		expect(words.extensionDescription.length).toBeLessThanOrEqual(CHROME_SUMMARY);
	});

	test('name each CRM page that there is', () => {
		for (const name of ['HubSpot', 'Pipedrive', 'Recruitee', 'Salesforce', 'Zoho'])
			expect(text).toContain(name);
	});
});

test.each(['chrome', 'firefox'])(
	'each permission of the manifest for %s is explained, and no other',
	async (browser) => {
		if (typeof config.manifest !== 'function') throw new Error('wxt.config.ts has no manifest to make');
		const made = config.manifest({
			...{ mode: 'production', command: 'build', browser },
			...{ manifestVersion: browser === 'firefox' ? 2 : 3, isDev: false },
		});
		const {
			permissions = [],
			optional_permissions: optional = [],
			optional_host_permissions: hosts = [],
		} = await made;
		const explained = [...read('docs/store/permissions.md').matchAll(/^\| (`.*?) \|/gm)].flatMap(
			([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
		);
		expect(explained.sort()).toEqual([...permissions, ...optional, ...hosts].sort());
	},
);
