import { test } from '@playwright/test';
import { findProgram, type ProgramName } from '../../scripts/browser.ts';

/** Path of a program a test needs. Skips the test with the reason where it is missing; fails it under CI=true. */
export function needProgram(name: ProgramName): string {
	const found = findProgram(name);
	if (found.kind === 'found') return found.path;
	if (process.env.CI === 'true') throw new Error(found.message);
	test.skip(true, found.message);
	return '';
}
