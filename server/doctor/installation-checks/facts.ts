import type { Certificate } from '../../outgoing/certificate.ts';
import type { ClockJump } from '../clock-watch.ts';
import type { Finding } from '../finding.ts';
import type { Reachability } from '../probe-address.ts';

/** All that the checks of the installation look at; times are ms since 1970. */
export interface InstallationFacts {
	now: number;
	database: { ok: true } | { ok: false; reason: string };
	freeBytes: number;
	keySource: 'environment' | 'file' | 'new-file';
	publicUrl: string;
	address: Reachability;
	certificate: Certificate;
	clock: {
		/** Ahead of others, ms. */
		aheadMs?: number;
		jump?: ClockJump;
		/** What arrived last arrived in the future. */
		isBehindLog: boolean;
	};
	/** `connected`: undefined where another process would have to say. */
	devices: { paired: number; connected?: number };
	leadCount: number;
	jobs: { dead: number; oldestDueAt?: number };
}

/** Pure: what it finds depends on the facts alone; none where there is nothing to look at. */
export type InstallationCheck = (facts: InstallationFacts) => Finding[];
