import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { providerLabel } from './provider-label.ts';

const folder = new URL('../../server/providers/', import.meta.url);
const ids = readdirSync(folder, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

/** Whose label says what it is good for, and is no name that a card could show. */
const nameless = ['generic'];

describe('the card names a provider as the server does', () => {
	test.each(ids.filter((id) => !nameless.includes(id)))('%s', async (id) => {
		const { default: manifest } = await import(new URL(`${id}/index.ts`, folder).href);
		expect(providerLabel(manifest.id), `give its label in lib/overlay/provider-label.ts`).toBe(
			manifest.label,
		);
	});
});

test('a provider newer than this build goes by its id', () => expect(providerLabel('acme')).toBe('Acme'));

test('an id that an object has by nature is an id like any other', () =>
	expect(providerLabel('constructor')).toBe('Constructor'));
