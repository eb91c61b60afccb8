import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, runCommand } from './command.ts';

const steps: [name: string, program: string, ...args: string[]][] = [
	['format and lint', 'biome', 'check', '.'],
	['types: browser', 'tsc', '-p', 'tsconfig.json'],
	['types: server, tests, tools', 'tsc', '-p', 'tsconfig.node.json'],
	['types: pure code', 'tsc', '-p', 'tsconfig.neutral.json'],
	['architecture', 'vitest', 'run', 'tests/architecture', '--reporter=dot'],
	['dead code and dependencies', 'knip'],
];

/** WXT writes the types that the browser's tsconfig includes. */
if (!existsSync(path.join(root, '.wxt', 'wxt.d.ts'))) steps.unshift(['wxt prepare', 'wxt', 'prepare']);

let failed = 0;
for (const [name, program, ...args] of steps) {
	const started = performance.now();
	const { code, output } = await runCommand(program, args);
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
	if (code !== 0) {
		failed += 1;
		console.log(output.trimEnd().replaceAll(/^/gm, '        '));
	}
}
console.log(failed === 0 ? 'All checks passed.' : `${failed} of ${steps.length} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
