import type { SourceFile } from './source-tree.ts';

/** Says where a rule is broken and how to mend it; shown as it is when the test fails. */
export type Violation = string;
export type Rule = (files: SourceFile[]) => Violation[];

const isTest = (path: string) => /\.(test|e2e|testkit)\.tsx?$/.test(path) || path.startsWith('tests/');
const isShipped = (path: string) => /^(entrypoints|components|lib|server)\//.test(path) && !isTest(path);
const isBrowserHalf = (path: string) => /^(entrypoints|components|lib)\//.test(path);
const isShared = (path: string) => /^lib\/(contract|calls|conversation|facts|phone)\//.test(path);
const isServer = (path: string) => path.startsWith('server/');
const isGallery = (path: string) => path.startsWith('components/gallery/');

/** Packages each of the shared folders may use besides the others. */
const sharedPackages: Record<string, RegExp> = {
	'lib/contract': /^zod$/,
	'lib/calls': /^$/,
	'lib/conversation': /^$/,
	'lib/facts': /^$/,
	'lib/phone': /^libphonenumber-js(\/|$)/,
};

function folderOf(path: string): string {
	return path.split('/').slice(0, 2).join('/');
}

/** lib/contract, lib/calls, lib/conversation, lib/facts and lib/phone run anywhere, so they import nothing but each other. */
export const sharedCodeIsPure: Rule = (files) =>
	files
		.filter((file) => isShared(file.path) && !isTest(file.path))
		.flatMap((file) =>
			file.imports
				.filter((item) =>
					item.target ? !isShared(item.target) : !sharedPackages[folderOf(file.path)]?.test(item.specifier),
				)
				.map(
					(item) =>
						`${file.path}:${item.line} imports ${item.specifier}. ${folderOf(file.path)} runs in browser and server alike: it may import lib/contract, lib/calls, lib/conversation, lib/facts, lib/phone and nothing of a browser or of Node. Hand in what it needs as an argument.`,
				),
		);

/** Browser half and server meet in the contract alone. */
export const halvesMeetInTheContract: Rule = (files) =>
	files
		.filter((file) => !isTest(file.path))
		.flatMap((file) =>
			file.imports.flatMap((item) => {
				const target = item.target ?? '';
				if (isBrowserHalf(file.path) && isServer(target)) {
					return `${file.path}:${item.line} imports ${target}. The extension knows the server by lib/contract only: describe what crosses the wire there.`;
				}
				if (isServer(file.path) && isBrowserHalf(target) && !isShared(target)) {
					return `${file.path}:${item.line} imports ${target}. The server may use lib/contract, lib/calls, lib/conversation, lib/facts and lib/phone; move code that both need into one of them.`;
				}
				if (isBrowserHalf(file.path) && !isGallery(file.path) && item.specifier.startsWith('node:')) {
					return `${file.path}:${item.line} imports ${item.specifier}. There is no Node in a browser.`;
				}
				return [];
			}),
		);

const browserPackages = /^(wxt|#imports|@wxt-dev\/browser|webextension-polyfill|@webext-core\/)/;
const browserGlobals = /^global (browser|chrome|fetch|localStorage|sessionStorage|indexedDB)$/;

/** Components get props and give callbacks, so that every state can be shown in the gallery. */
export const componentsHaveNoBrowserApi: Rule = (files) =>
	files
		.filter((file) => file.path.startsWith('components/') && !isTest(file.path) && !isGallery(file.path))
		.flatMap((file) => [
			...file.imports
				.filter((item) => browserPackages.test(item.specifier) || item.target?.startsWith('entrypoints/'))
				.map(
					(item) =>
						`${file.path}:${item.line} imports ${item.specifier}. A component takes props and calls callbacks; let the entry point that mounts it talk to the browser.`,
				),
			...file.uses
				.filter((use) => browserGlobals.test(use.what))
				.map(
					(use) =>
						`${file.path}:${use.line} uses the ${use.what}. A component takes props and calls callbacks; hand the result in.`,
				),
		]);

/** A provider or CRM connector can be deleted by deleting its folder. */
export const integrationsStandAlone: Rule = (files) =>
	files.flatMap((file) => {
		const own = /^server\/(?:providers|crm)\/([^/]+)\//.exec(file.path)?.[0];
		return file.imports.flatMap((item) => {
			const other = /^server\/(?:providers|crm)\/([^/]+)\//.exec(item.target ?? '')?.[0];
			if (!other || other === own || !isServer(file.path) || isTest(file.path)) return [];
			return `${file.path}:${item.line} imports ${item.target}. Nothing outside ${other} may know it by name: it is found by its folder. Shared code belongs beside provider.ts.`;
		});
	});

/** No file may need itself, directly or by a ring of value imports. */
export const noCycles: Rule = (files) => {
	const edges = new Map(files.map((file) => [file.path, valueTargets(file, files)]));
	const done = new Set<string>();
	const violations: Violation[] = [];
	const visit = (path: string, trail: string[]) => {
		const at = trail.indexOf(path);
		if (at >= 0) {
			violations.push(
				`Import cycle: ${[...trail.slice(at), path].join(' → ')}. Move what both need into a third file.`,
			);
		} else if (!done.has(path)) {
			for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
			done.add(path);
		}
	};
	for (const file of files) visit(file.path, []);
	return violations;
};

function valueTargets(file: SourceFile, files: SourceFile[]): string[] {
	const paths = new Set(files.map((other) => other.path));
	return file.imports
		.filter((item) => !item.typeOnly)
		.flatMap((item) => [
			item.target ?? '',
			`${item.target}.ts`,
			`${item.target}.tsx`,
			`${item.target}/index.ts`,
		])
		.filter((target) => paths.has(target));
}

/** What may be used in certain files only, and what to do instead. */
const reserved: { what: RegExp; only: RegExp; instead: string }[] = [
	{
		what: /^(Date\.now|new Date\(\))$/,
		only: /^(server|lib)\/clock\.ts$/,
		instead: 'take a Clock as an argument',
	},
	{
		what: /^(Math\.random|crypto\.(randomUUID|getRandomValues))$/,
		only: /^(server|lib)\/(ids|random)\.ts$/,
		instead: 'take Ids (or a random source) as an argument',
	},
	{
		what: /^global fetch$/,
		only: /^(server\/outgoing\/|entrypoints\/background\.ts$)/,
		instead: 'take fetch as an argument',
	},
	{
		what: /^(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)$/,
		only: /^$/,
		instead: 'make text nodes: nothing from outside is ever HTML',
	},
	{
		what: /^sender\.$/,
		only: /^lib\/messages\/senders\.ts$/,
		instead: 'ask lib/messages/senders.ts who is speaking',
	},
];

/** Clock, chance, network and trust in senders each enter by one door. */
export const oneDoorEach: Rule = (files) =>
	files
		.filter((file) => isShipped(file.path) && !isGallery(file.path))
		.flatMap((file) =>
			file.uses.flatMap((use) =>
				reserved
					.filter((rule) => rule.what.test(use.what) && !rule.only.test(file.path))
					.map((rule) => `${file.path}:${use.line} uses ${use.what}: ${rule.instead}.`),
			),
		);

const longest = 300;

/** A file that cannot be read in one sitting is two files. */
export const filesAreShort: Rule = (files) =>
	files
		.filter((file) => file.lineCount > longest && !file.path.includes('/fixtures/'))
		.map(
			(file) =>
				`${file.path} has ${file.lineCount} lines; ${longest} is the most. Split it by what happens when.`,
		);

/** Every file that a page carries once `entry` is put into it, with the packages it brings. */
export function valueGraph(entry: string, files: SourceFile[]): { files: string[]; packages: string[] } {
	const byPath = new Map(files.map((file) => [file.path, file]));
	const seen = new Set<string>();
	const packages = new Set<string>();
	const visit = (path: string) => {
		const file = byPath.get(path);
		if (!file || seen.has(path)) return;
		seen.add(path);
		for (const item of file.imports) if (!item.target && !item.typeOnly) packages.add(item.specifier);
		for (const target of valueTargets(file, files)) visit(target);
	};
	visit(entry);
	return { files: [...seen], packages: [...packages] };
}
