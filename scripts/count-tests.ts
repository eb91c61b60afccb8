import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const VitestReport = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	numPendingTests: z.number(),
	numTodoTests: z.number().default(0),
	numFailedTestSuites: z.number().default(0),
});

const PlaywrightReport = z.object({
	stats: z.object({
		expected: z.number(),
		unexpected: z.number(),
		flaky: z.number(),
		skipped: z.number(),
	}),
});

interface Counts {
	passed: number;
	failed: number;
	skipped: number;
}

/** A report that is missing counts as one failure: a run that broke off must not look green. */
function countsOf(file: string): Counts {
	if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
	const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
	const vitest = VitestReport.safeParse(report);
	if (vitest.success) {
		const { data } = vitest;
		// A suite that does not load has failed without a failed test.
		const failed = Math.max(data.numFailedTests, data.numFailedTestSuites > 0 ? 1 : 0);
		return { passed: data.numPassedTests, failed, skipped: data.numPendingTests + data.numTodoTests };
	}
	const { stats } = PlaywrightReport.parse(report);
	return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

const sum: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
	const counts = countsOf(file);
	sum.passed += counts.passed;
	sum.failed += counts.failed;
	sum.skipped += counts.skipped;
}
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
