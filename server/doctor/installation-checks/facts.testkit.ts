import type { InstallationFacts } from './facts.ts';

/** An installation where all is well. */
export function facts(change: Partial<InstallationFacts> = {}): InstallationFacts {
	const now = Date.UTC(2026, 5, 1, 12);
	return {
		now,
		database: { ok: true },
		freeBytes: 10 * 2 ** 30,
		keySource: 'environment',
		publicUrl: 'https://ringside.example.com',
		address: { kind: 'reached', largeBodies: 'pass' },
		certificate: { kind: 'trusted', validUntil: now + 60 * 24 * 60 * 60 * 1_000 },
		clock: { isBehindLog: false, aheadMs: 0 },
		devices: { paired: 3, connected: 2 },
		leadCount: 5,
		jobs: { dead: 0 },
		...change,
	};
}
