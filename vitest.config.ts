import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['**/*.test.ts', '**/*.test.tsx'],
		exclude: ['node_modules/**', '.output/**', '.wxt/**', 'tests/e2e/**'],
		testTimeout: 30_000,
	},
});
