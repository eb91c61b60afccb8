import { describe, expect, test } from 'vitest';
import { inspectGuide } from './guide-inspection.ts';
import { providerFolders } from './registry.ts';
import retell from './retell/index.ts';

const at = 'index.ts';
const { guide } = retell;

describe('the set-up of each provider of this build', async () => {
	test.each(await providerFolders())('%s leads through, in three languages', async (name) => {
		const { default: manifest } = await import(`./${name}/index.ts`);
		expect(inspectGuide(at, manifest)).toEqual([]);
	});
});

describe('a set-up that is not whole', () => {
	test.each([
		['no guide', { guide: undefined }, /guide/],
		['no words in a language', { guide: { ...guide, about: { ...guide.about, es: ' ' } } }, /all languages/],
		[
			'a step that lacks one',
			{ guide: { ...guide, steps: () => [{ text: { en: 'Do it', de: 'Tun Sie es' } }] } },
			/all languages/,
		],
		['a required secret that nothing asks for', { guide: { ...guide, fields: [] } }, /asks for `secret`/],
		[
			'a field of another name',
			{ guide: { ...guide, fields: [...guide.fields, { ...guide.fields[0], name: 'sceret' }] } },
			/`sceret` is neither/,
		],
		[
			'a link that is not https',
			{
				guide: {
					...guide,
					steps: () => [{ text: guide.about, link: { label: guide.about, url: 'http://retell.example' } }],
				},
			},
			/not as shown/,
		],
	])('with %s is told so', (_what, change, message) => {
		expect(inspectGuide(at, { ...retell, ...change }).join('\n')).toMatch(message);
	});
});
