import { expect, test } from 'vitest';
import { manualClock } from '../intake/harness.testkit.ts';
import gmail from '../providers/gmail/index.ts';
import { createRegistry } from '../providers/registry.ts';
import type { Job } from '../store/ports.ts';
import { temporaryStores } from '../store/sqlite/files.testkit.ts';
import { type ProviderJobDeps, providerHandlers } from './provider-handlers.ts';

const { openHere } = temporaryStores();

function depsWith(jobs: typeof gmail.jobs | Record<string, never>): ProviderJobDeps {
	const { store } = openHere();
	return {
		providers: createRegistry([{ ...gmail, jobs }]),
		store,
		directories: { fresh: (workspaceId) => store.records.directory(workspaceId) },
		findConnection: async () => undefined,
		vendorTools: () => {
			throw new Error('nobody is to be asked');
		},
		publish: () => {},
		clock: manualClock(),
		log: { info: () => {} },
	};
}

const job = (payload: unknown): Job => ({
	...{ jobId: 'job_1', workspaceId: 'ws_a', kind: 'gmail.read-history', key: '1', payload },
	...{ dueAt: 0, attempt: 1, maxAttempts: 3, fence: 1 },
});

test('a provider cannot take the jobs of another', () => {
	const run = async () => ({ kind: 'done' }) as const;
	expect(() => providerHandlers(depsWith({ 'webex.fetch': run } as never))).toThrow(
		/does not begin with gmail/,
	);
	expect(Object.keys(providerHandlers(depsWith(gmail.jobs)))).toEqual(['gmail.read-history']);
	expect(providerHandlers(depsWith({}))).toEqual({});
});

test.each([null, {}, { connectionId: 7 }, 'text'])(
	'a job that names no connection (%j) is given up',
	async (payload) => {
		const handler = providerHandlers(depsWith(gmail.jobs))['gmail.read-history'];
		const context = { stillMine: async () => true };
		expect(await handler?.(job(payload), context)).toMatchObject({ kind: 'give-up' });
		expect(await handler?.(job({ connectionId: 'nobody' }), context)).toEqual({ kind: 'done' });
	},
);
