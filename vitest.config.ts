import { defineConfig } from 'vitest/config';

/** Where a run leaves its machine-readable report, one file a script; set by .ci/run. */
const reports = process.env.TEST_REPORTS;
const script = (process.env.npm_lifecycle_event ?? 'vitest').replaceAll(':', '-');

const exclude = ['node_modules/**', '.output/**', '.wxt/**', 'tests/e2e/**'];
/** Tests that start, kill or trace servers, wait for time to pass, or work on 100,000 rows: too slow for every save. */
const processTests = '**/*.process.test.ts';

export default defineConfig({
	test: {
		testTimeout: 30_000,
		reporters: reports ? ['default', ['json', { outputFile: `${reports}/${script}.json` }]] : ['default'],
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['**/*.test.{ts,tsx}'],
					exclude: [...exclude, processTests],
					// By itself it would leave one core idle, and half of two.
					maxWorkers: '100%',
				},
			},
			{
				extends: true,
				test: { name: 'process', include: [processTests], exclude, testTimeout: 120_000, maxWorkers: 1 },
			},
		],
	},
});
