import type { ConsentMode } from '../../../lib/contract/settings.ts';
import type { Cause } from '../../diagnosis/words.ts';
import type { Tokens } from '../../store/setup-port.ts';
import type { UpkeepFacts } from '../../upkeep/connection-upkeep.ts';
import type { Finding } from '../finding.ts';
import type { Silence } from './silence.ts';

/** Deliveries that were not believed, of the last day. */
export interface Refusals {
	/** At most 100 are counted. */
	count: number;
	/** ms since 1970. */
	newestAt: number;
	/** Undefined where the newest one is no longer kept. */
	cause?: Cause;
}

/** All that the checks of one connection look at; times are ms since 1970. */
export interface ConnectionFacts extends UpkeepFacts {
	tokens?: Tokens;
	/** Of the workspace's app at the provider. */
	appSettings?: Record<string, string>;
	/** When it last delivered something that was believed. */
	lastEventAt?: number;
	silence: Silence;
	/** How those who are recorded learn of it. */
	consent?: ConsentMode;
	/** The workspace has its calls transcribed. */
	isTranscribing?: boolean;
	refusals?: Refusals;
}

/** Pure: what it finds depends on the facts alone; none where there is nothing to look at. */
export type ConnectionCheck = (facts: ConnectionFacts) => Finding[];
