import { first } from './0001-first.ts';
import { second } from './0002-second.ts';
import type { Migration } from './migration.ts';

/** In order; a released step is never edited, only followed by another. */
export const migrations: readonly Migration[] = [first, second];
