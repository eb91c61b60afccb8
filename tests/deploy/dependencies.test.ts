import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/command.ts';
import { readSourceTree } from '../architecture/source-tree.ts';

const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

test('the server runs without what is needed only to build and to test', () => {
	const isRun = (file: string) =>
		/^server\/|^lib\/(calls|contract|conversation|phone)\//.test(file) && !/\.(test|testkit)\.ts$/.test(file);
	const strange = readSourceTree(root, ['server', 'lib'])
		.filter(({ path: file }) => isRun(file))
		.flatMap(({ path: file, imports }) =>
			imports
				.filter(({ specifier, typeOnly }) => !typeOnly && !specifier.startsWith('.') && !isBuiltin(specifier))
				.map(({ specifier }) =>
					specifier
						.split('/')
						.slice(0, specifier.startsWith('@') ? 2 : 1)
						.join('/'),
				)
				.filter((name) => !(name in dependencies))
				.map((name) => `${file} imports ${name}: move it to "dependencies", or the image will not start`),
		);
	expect(strange).toEqual([]);
});
