import type { RingsideEvent } from '../../lib/contract/event.ts';
import type { Lead } from '../../lib/contract/lead.ts';
import type { Clock } from '../clock.ts';
import type { HookConnection } from '../providers/provider.ts';
import type { AskVendor } from '../providers/vendor.ts';
import type { Job } from '../store/ports.ts';
import type { JobOutcome } from './job.ts';

/** What a provider's job may do, each for its own connection alone. */
export interface JobTools {
	connection: HookConnection;
	clock: Clock;
	ask: AskVendor;
	/** Leads of the workspace that have any of these match keys (lib/phone). */
	leadsByKeys(keys: string[]): Promise<Lead[]>;
	/** Stores and publishes what is not in the log yet; false, and nothing is stored, once the lease was lost. */
	append(events: RingsideEvent[]): Promise<boolean>;
	/** What was remembered under this name. */
	state(name: string): Promise<string | undefined>;
	/** Compare and set; false where another value than `expected` stands. */
	setState(name: string, change: { expected: string | undefined; value: string }): Promise<boolean>;
	/** For the log: numbers only. */
	report(counts: Record<string, number>): void;
}

/** Works off a job whose payload carries `connectionId`; jobs of one connection run one after the other. */
export type ProviderJob = (job: Job, tools: JobTools) => Promise<JobOutcome>;
