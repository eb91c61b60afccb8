interface Cut {
	/** The module, by the end of its path. */
	file: RegExp;
	from: RegExp;
	to: string;
}

const cuts: readonly Cut[] = [
	// The extension's policy forbids both already; here they go, so that a reviewer need not take our word for it.
	{
		file: /\/zod\/v4\/core\/util\.js$/,
		from: /const F = Function;\s+new F\(""\);\s+return true;/,
		to: 'return false;',
	},
	{
		file: /\/zod\/v4\/core\/doc\.js$/,
		from: /const F = Function;/,
		to: "throw new Error('no code from text');",
	},
	{ file: /\/preact\/dist\/preact\.(m|module\.)?js$/, from: /\.innerHTML=/, to: '.textContent=' },
];

/**
 * Vite plugin that takes out what would make code or markup from text, in the two libraries that could.
 * @throws Error that stops the build when a library no longer looks as it did
 */
export function noCodeFromText() {
	return { name: 'no-code-from-text', transform: withoutCodeFromText };
}

/** The changed module; undefined for one that is left as it is. */
export function withoutCodeFromText(code: string, id: string): string | undefined {
	const path = id.replaceAll('\\', '/').replace(/\?.*$/, '');
	const cut = cuts.find(({ file }) => file.test(path));
	if (!cut) return undefined;
	if (!cut.from.test(code))
		throw new Error(`${path} does not hold ${cut.from} any more: look at scripts/no-code-from-text.ts`);
	return code.replace(cut.from, cut.to);
}
