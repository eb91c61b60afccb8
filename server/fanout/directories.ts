import type { Clock } from '../clock.ts';
import type { Directory, Store } from '../store/ports.ts';

// A change by another process (the CLI) shows within this; well below the 5 s in which a revoked stream must close.
const STALE_MS = 2_000;

interface Entry {
	directory: Directory;
	readAt: number;
	/** The state of changes when it was read. */
	version: number;
}

/** Who and what there is in a workspace, kept in memory and read anew after changes. */
export interface Directories {
	/** As it is now: reads again if anything may have changed since. */
	fresh(workspaceId: string): Promise<Directory | undefined>;
	/** At most `STALE_MS` behind, and cheap while a lot is being written. */
	recent(workspaceId: string): Promise<Directory | undefined>;
	/** Without waiting; undefined before the first read. */
	known(workspaceId: string): Directory | undefined;
	/** After a change of people, devices or connections in this process. */
	changed(): void;
	/** Told after `changed`. */
	onChanged(listener: () => void): void;
	close(): void;
}

export function createDirectories(store: Pick<Store, 'records' | 'onChange'>, clock: Clock): Directories {
	const entries = new Map<string, Entry>();
	const reading = new Map<string, Promise<Directory | undefined>>();
	const listeners: (() => void)[] = [];
	let version = 0;
	const touched = () => {
		version += 1;
		reading.clear();
	};
	const stop = store.onChange(touched);

	async function read(workspaceId: string): Promise<Directory | undefined> {
		// Noted before reading: what changes meanwhile is read again, and not lost.
		const asOf = version;
		const directory = await store.records.directory(workspaceId);
		if (directory) entries.set(workspaceId, { directory, readAt: clock.monotonic(), version: asOf });
		return directory;
	}

	function shared(workspaceId: string): Promise<Directory | undefined> {
		const running = reading.get(workspaceId);
		if (running) return running;
		const promise = read(workspaceId).finally(() => {
			if (reading.get(workspaceId) === promise) reading.delete(workspaceId);
		});
		reading.set(workspaceId, promise);
		return promise;
	}

	return {
		async fresh(workspaceId) {
			const entry = entries.get(workspaceId);
			return entry?.version === version ? entry.directory : shared(workspaceId);
		},
		async recent(workspaceId) {
			const entry = entries.get(workspaceId);
			const usable = entry && (entry.version === version || clock.monotonic() - entry.readAt < STALE_MS);
			return usable ? entry.directory : shared(workspaceId);
		},
		known: (workspaceId) => entries.get(workspaceId)?.directory,
		changed() {
			touched();
			for (const entry of entries.values()) entry.readAt = Number.NEGATIVE_INFINITY;
			for (const listener of listeners) listener();
		},
		onChanged: (listener) => {
			listeners.push(listener);
		},
		close: stop,
	};
}
