import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './command.ts';
import { lintForFirefox, makePackages } from './packages.ts';

const packages = await makePackages(process.argv[2] ?? path.join(root, '.output'));
for (const file of Object.values(packages)) {
	const bytes = readFileSync(file);
	const sum = createHash('sha256').update(bytes).digest('hex');
	console.log(`${path.relative(root, file)}  ${(bytes.length / 1024).toFixed(0)} KiB  sha256 ${sum}`);
}
const { clean, report } = await lintForFirefox(packages.firefox);
console.log(clean ? 'Mozilla’s linter finds nothing in the Firefox package.' : report);
process.exitCode = clean ? 0 : 1;
