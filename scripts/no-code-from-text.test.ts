import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './command.ts';
import { withoutCodeFromText } from './no-code-from-text.ts';

const modules = path.join(root, 'node_modules');

function cut(file: string): string | undefined {
	const id = path.join(modules, file);
	return withoutCodeFromText(readFileSync(id, 'utf8'), `${id}?v=1`);
}

test('zod as it is installed loses its way to compile text', () => {
	expect(cut('zod/v4/core/util.js')).not.toMatch(/new F\(|= Function;/);
	expect(cut('zod/v4/core/doc.js')).not.toContain('= Function;');
});

test('Preact as it is installed loses its way to set markup', () => {
	expect(cut('preact/dist/preact.mjs')).not.toContain('.innerHTML=');
});

test('other modules stay as they are', () => {
	expect(withoutCodeFromText('node.innerHTML=text', '/src/lib/innocent.ts')).toBeUndefined();
});

test('a new release of a library that looks different stops the build', () => {
	expect(() => withoutCodeFromText('nothing here', '/node_modules/zod/v4/core/util.js')).toThrow(
		/no-code-from-text/,
	);
});
