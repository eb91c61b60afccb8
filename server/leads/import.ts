import type { ImportStatus } from '../../lib/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Store, StoredEvent } from '../store/ports.ts';
import type { Encoding } from './encoding.ts';

export interface ImporterDeps {
	store: Pick<Store, 'leads' | 'events'>;
	clock: Clock;
	ids: Ids;
	/** Uploads are kept here until they are run or expire. */
	folder: string;
	publish(stored: StoredEvent[]): void;
	/** A bug while a file was being imported. */
	onBug(error: unknown): void;
	mostBytes?: number;
}

/** One uploaded file and what became of it. */
export interface Import {
	workspaceId: string;
	file: string;
	rejectedFile: string;
	encoding: Encoding;
	delimiter: string;
	columns: string[];
	status: ImportStatus & { warningCount: number };
	cancelled: boolean;
	/** ms since 1970. */
	touchedAt: number;
}
