import { first } from './0001-first.ts';
import { second } from './0002-second.ts';
import { conversations } from './0003-conversations.ts';
import { agents } from './0004-agents.ts';
import { blobs } from './0005-blobs.ts';
import { setup } from './0006-setup.ts';
import { signupCodes } from './0007-signup-codes.ts';
import { sites } from './0008-sites.ts';
import { afterCall } from './0009-after-call.ts';
import type { Migration } from './migration.ts';

/** In order; a released step is never edited, only followed by another. */
export const migrations: readonly Migration[] = [
	first,
	second,
	conversations,
	agents,
	blobs,
	setup,
	signupCodes,
	sites,
	afterCall,
];
