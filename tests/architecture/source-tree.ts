import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

export interface Import {
	specifier: string;
	/** Repository path of what a relative specifier names; undefined for packages. */
	target?: string;
	/** Vanishes at build time. */
	typeOnly: boolean;
	line: number;
}

/** A use of something that may only be used in certain files, e.g. `Date.now` or a call of the global fetch. */
export interface Use {
	what: string;
	line: number;
}

export interface SourceFile {
	/** Relative to the repository, with forward slashes. */
	path: string;
	lineCount: number;
	imports: Import[];
	uses: Use[];
}

interface Node {
	type: string;
	start: number;
	[key: string]: unknown;
}

const sourceName = /\.(ts|tsx|mts)$/;

/** Parses every TypeScript file below the folders, tests included. */
export function readSourceTree(root: string, folders: readonly string[]): SourceFile[] {
	return folders.flatMap((folder) =>
		readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && sourceName.test(entry.name))
			.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
			.filter((file) => !file.includes('node_modules/'))
			.map((file) => parseSource(file, readFileSync(path.join(root, file), 'utf8'))),
	);
}

/** One file as the rules see it. Throws on a syntax error. */
export function parseSource(file: string, text: string): SourceFile {
	const parsed = parseSync(file, text);
	const broken = parsed.errors[0];
	if (broken) throw new Error(`${file}: ${broken.message}`);
	const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
	const { imports, uses } = collect(parsed.program as unknown as Node);
	return {
		path: file,
		lineCount: text.trimEnd().split('\n').length,
		imports: imports.map(({ specifier, typeOnly, start }) => ({
			specifier,
			typeOnly,
			line: lineOf(start),
			...(specifier.startsWith('.')
				? { target: path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, '')) }
				: {}),
		})),
		uses: uses.map(({ what, start }) => ({ what, line: lineOf(start) })),
	};
}

interface Collected {
	imports: { specifier: string; typeOnly: boolean; start: number }[];
	uses: { what: string; start: number }[];
}

function collect(program: Node): Collected {
	const found: Collected = { imports: [], uses: [] };
	const declared = new Set<string>();
	walk(program, (node) => {
		const specifier = importedFrom(node);
		if (specifier !== undefined) {
			found.imports.push({ specifier, typeOnly: isTypeOnly(node), start: node.start });
		}
		for (const what of usesOf(node)) found.uses.push({ what, start: node.start });
		for (const name of declaredNames(node)) declared.add(name);
	});
	// A parameter or variable of the same name is the injected one, not the global.
	found.uses = found.uses.filter(({ what }) => !declared.has(what.replace(/^global /, '')));
	return found;
}

function walk(node: Node, visit: (node: Node) => void): void {
	visit(node);
	for (const value of Object.values(node)) {
		for (const child of Array.isArray(value) ? value : [value]) {
			if (isNode(child)) walk(child, visit);
		}
	}
}

function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function importedFrom(node: Node): string | undefined {
	const kinds = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'];
	if (!kinds.includes(node.type) || !isNode(node.source)) return undefined;
	return typeof node.source.value === 'string' ? node.source.value : undefined;
}

function isTypeOnly(node: Node): boolean {
	if (node.importKind === 'type' || node.exportKind === 'type') return true;
	const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
	return (
		specifiers.length > 0 &&
		specifiers.every((entry) => entry.importKind === 'type' || entry.exportKind === 'type')
	);
}

function nameOf(value: unknown): string | undefined {
	return isNode(value) && value.type === 'Identifier' ? String(value.name) : undefined;
}

const watchedMembers = new Set(['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues']);
const watchedObjects = new Set(['browser', 'chrome', 'localStorage', 'sessionStorage', 'indexedDB']);
const watchedProperties = new Set([
	'innerHTML',
	'outerHTML',
	'insertAdjacentHTML',
	'dangerouslySetInnerHTML',
]);

/** Names the watched things that this one node uses. */
function usesOf(node: Node): string[] {
	if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date') {
		return (node.arguments as unknown[]).length === 0 ? ['new Date()'] : [];
	}
	if (node.type === 'CallExpression' && nameOf(node.callee) === 'fetch') return ['global fetch'];
	if (node.type === 'JSXAttribute' && isNode(node.name)) {
		const name = String(node.name.name);
		return watchedProperties.has(name) ? [name] : [];
	}
	if (node.type !== 'MemberExpression') return [];
	const object = nameOf(node.object);
	const property = nameOf(node.property) ?? '';
	return [
		...(watchedMembers.has(`${object}.${property}`) ? [`${object}.${property}`] : []),
		...(object === 'sender' ? ['sender.'] : []),
		...(object && watchedObjects.has(object) ? [`global ${object}`] : []),
		...(watchedProperties.has(property) ? [property] : []),
	];
}

/** Names that a variable, parameter or pattern brings into the file. */
function declaredNames(node: Node): string[] {
	const declared = [
		...(node.type === 'VariableDeclarator' ? [node.id] : []),
		...(Array.isArray(node.params) ? node.params : []),
		...(node.type === 'ObjectPattern' ? (node.properties as Node[]).map((property) => property.value) : []),
	];
	return declared.map(nameOf).filter((name) => name !== undefined && name !== 'sender') as string[];
}
