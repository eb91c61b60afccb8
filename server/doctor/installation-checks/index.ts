import { addressCheck } from './address.ts';
import { certificateCheck } from './certificate.ts';
import { clockCheck } from './clock.ts';
import type { InstallationCheck } from './facts.ts';
import { databaseCheck, diskCheck, keyCheck } from './machine.ts';
import { devicesCheck, jobsCheck, leadsCheck } from './work.ts';

/** In the order in which they are read: from the outside in. */
export const installationChecks: readonly InstallationCheck[] = [
	addressCheck,
	certificateCheck,
	clockCheck,
	databaseCheck,
	diskCheck,
	keyCheck,
	jobsCheck,
	leadsCheck,
	devicesCheck,
];
