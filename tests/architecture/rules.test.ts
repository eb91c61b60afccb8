import { describe, expect, test } from 'vitest';
import * as rules from './rules.ts';
import { parseSource } from './source-tree.ts';

const tree = (files: Record<string, string>) =>
	Object.entries(files).map(([path, text]) => parseSource(path, text));

/** For each rule: sources that break it, and the same thing done right. */
const cases: [
	name: string,
	rule: rules.Rule,
	wrong: Record<string, string>,
	right: Record<string, string>,
][] = [
	[
		'shared code that imports Node',
		rules.sharedCodeIsPure,
		{ 'lib/calls/a.ts': "import { readFile } from 'node:fs'; readFile;" },
		{ 'lib/calls/a.ts': "import type { X } from '../contract/index.ts'; export type Y = X;" },
	],
	[
		'a contract that imports more than zod',
		rules.sharedCodeIsPure,
		{ 'lib/contract/a.ts': "import 'idb';" },
		{ 'lib/contract/a.ts': "import { z } from 'zod'; z;" },
	],
	[
		'an extension that imports the server',
		rules.halvesMeetInTheContract,
		{ 'lib/stream/a.ts': "import type { S } from '../../server/store/ports.ts'; export type T = S;" },
		{ 'lib/stream/a.ts': "import '../contract/index.ts';" },
	],
	[
		'a server that imports browser code',
		rules.halvesMeetInTheContract,
		{ 'server/a.ts': "import '../lib/stream/a.ts';" },
		{ 'server/a.ts': "import '../lib/phone/index.ts';" },
	],
	[
		'a component that imports a browser API',
		rules.componentsHaveNoBrowserApi,
		{ 'components/call/a.tsx': "import { browser } from 'wxt/browser'; browser;" },
		{ 'components/call/a.tsx': "import { render } from 'preact'; render;" },
	],
	[
		'a component that uses a browser global',
		rules.componentsHaveNoBrowserApi,
		{ 'components/call/a.tsx': 'chrome.runtime.id;' },
		{ 'components/call/a.tsx': 'props.onOpen();' },
	],
	[
		'a provider that imports another',
		rules.integrationsStandAlone,
		{ 'server/providers/webex/a.ts': "import '../generic/verify.ts';" },
		{ 'server/providers/webex/a.ts': "import './verify.ts'; import '../provider.ts';" },
	],
	[
		'a list of providers by name',
		rules.integrationsStandAlone,
		{ 'server/intake/a.ts': "import '../providers/webex/index.ts';" },
		{ 'server/intake/a.ts': "import '../providers/registry.ts';" },
	],
	[
		'an import cycle',
		rules.noCycles,
		{ 'lib/a.ts': "import './b.ts';", 'lib/b.ts': "import './a.ts';" },
		{ 'lib/a.ts': "import './b.ts';", 'lib/b.ts': "import type { A } from './a.ts'; export type B = A;" },
	],
	[
		'a second reader of the clock',
		rules.oneDoorEach,
		{ 'server/a.ts': 'export const t = Date.now();', 'lib/b.ts': 'export const u = new Date();' },
		{ 'server/clock.ts': 'export const t = Date.now();', 'lib/b.ts': 'export const u = new Date(5);' },
	],
	[
		'the global fetch',
		rules.oneDoorEach,
		{ 'server/a.ts': "export const f = () => fetch('https://example.com');" },
		{ 'server/a.ts': 'export const f = (fetch: (url: string) => void) => fetch("https://example.com");' },
	],
	[
		'HTML made of text',
		rules.oneDoorEach,
		{ 'entrypoints/a.ts': "document.body.innerHTML = '';" },
		{ 'entrypoints/a.ts': "document.body.textContent = '';" },
	],
	[
		'trust in a sender outside its file',
		rules.oneDoorEach,
		{ 'lib/overlay/a.ts': 'export const f = (sender: { url: string }) => sender.url;' },
		{ 'lib/messages/senders.ts': 'export const f = (sender: { url: string }) => sender.url;' },
	],
	[
		'a file too long to read',
		rules.filesAreShort,
		{ 'lib/a.ts': 'export {};\n'.repeat(301) },
		{ 'lib/a.ts': 'export {};\n'.repeat(300) },
	],
];

describe('the rules notice', () => {
	test.each(cases)('%s', (_name, rule, wrong, right) => {
		expect(rule(tree(wrong))).not.toEqual([]);
		expect(rule(tree(right))).toEqual([]);
	});

	test('a package that comes into a page by a detour', () => {
		const files = tree({
			'entrypoints/overlay.content/index.ts': "import '../../lib/x.ts';",
			'lib/x.ts': "import type { T } from 'idb'; import { z } from 'zod'; export const t: T = z;",
		});
		expect(rules.valueGraph('entrypoints/overlay.content/index.ts', files).packages).toEqual(['zod']);
	});
});
