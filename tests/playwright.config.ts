import { defineConfig } from '@playwright/test';

/** Where a run leaves its machine-readable report; set by .ci/run. */
const reports = process.env.TEST_REPORTS;

export default defineConfig({
	testDir: './e2e',
	testMatch: '**/*.e2e.ts',
	outputDir: '../test-results',
	globalSetup: './support/build-extension.ts',
	timeout: 60_000,
	expect: { timeout: 10_000 },
	// One worker waits out the long silence while the other works.
	workers: 2,
	fullyParallel: false,
	// A browser on a crowded machine may miss a deadline once; such a test is reported as flaky.
	retries: process.env.CI ? 1 : 0,
	reporter: reports ? [['list'], ['json', { outputFile: `${reports}/playwright.json` }]] : [['list']],
	projects: [
		{ name: 'silence', testMatch: '**/silence.e2e.ts', timeout: 480_000 },
		{ name: 'rings', testIgnore: '**/silence.e2e.ts' },
	],
});
