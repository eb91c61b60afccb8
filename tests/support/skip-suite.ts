import { findProgram, type ProgramName } from '../../scripts/browser.ts';

type FoundAll<N extends ProgramName> = { kind: 'found'; programs: Record<N, string> } | { kind: 'missing' };

/** Paths of the programs a suite needs, for `describe.skipIf`. Says what is missing; throws instead under CI=true. */
export function findPrograms<N extends ProgramName>(...names: N[]): FoundAll<N> {
	const looked = names.map((name) => [name, findProgram(name)] as const);
	const missing = looked.flatMap(([, found]) => (found.kind === 'missing' ? [found.message] : []));
	if (missing.length > 0) {
		if (process.env.CI === 'true') throw new Error(missing.join('\n'));
		console.warn(`Skipped: ${missing.join(' ')}`);
		return { kind: 'missing' };
	}
	const paths = looked.map(([name, found]) => [name, found.kind === 'found' ? found.path : '']);
	return { kind: 'found', programs: Object.fromEntries(paths) };
}
