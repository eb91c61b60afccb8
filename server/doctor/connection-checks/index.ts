import { awayCheck } from './away.ts';
import { deliveriesCheck } from './deliveries.ts';
import type { ConnectionCheck } from './facts.ts';
import { historyCheck } from './history.ts';
import { keyCheck } from './key.ts';
import { recordingsCheck } from './recordings.ts';
import { scopesCheck } from './scopes.ts';
import { signInCheck } from './sign-in.ts';
import { signaturesCheck } from './signatures.ts';
import { subscriptionsCheck } from './subscriptions.ts';

/** In the order in which they are read: what stops everything else comes first. */
export const connectionChecks: readonly ConnectionCheck[] = [
	signInCheck,
	keyCheck,
	awayCheck,
	scopesCheck,
	subscriptionsCheck,
	deliveriesCheck,
	signaturesCheck,
	historyCheck,
	recordingsCheck,
];
