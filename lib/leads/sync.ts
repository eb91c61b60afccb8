import type { LeadsPage } from '../contract/index.ts';
import type { Answer } from '../server-api/answer.ts';
import type { LeadStore } from './lead-store.ts';

export interface LeadProgress {
	count: number;
	total: number;
	syncing: boolean;
}

export interface LeadSync {
	/** Reads what changed since the last time; a call during a run makes it look once more. Never rejects. */
	run(): Promise<void>;
	progress(): LeadProgress;
	/** The last run did not reach the end: the next alarm tries again. */
	isBehind(): boolean;
}

/** Keeps the cached leads like the server's. `onProgress` is told after every page. */
export function leadSync(
	store: LeadStore,
	fetchPage: (after: string | undefined) => Promise<Answer<LeadsPage>>,
	onProgress: () => void,
): LeadSync {
	let progress: LeadProgress = { count: 0, total: 0, syncing: false };
	let running: Promise<void> | undefined;
	let again = false;
	let behind = true;
	const tell = (change: Partial<LeadProgress>) => {
		progress = { ...progress, ...change };
		onProgress();
	};

	async function readAll(): Promise<void> {
		const known = await store.progress();
		let received = known.complete ? 0 : await store.count();
		let page = fetchPage(known.cursor);
		for (;;) {
			behind = true;
			const answer = await page;
			if (answer.kind !== 'ok') return;
			if (answer.value.reset) {
				await store.clear();
				received = 0;
				page = fetchPage(undefined);
				continue;
			}
			const { leads, total, done, next } = answer.value;
			// The next page travels while this one is written.
			if (!done) page = fetchPage(next);
			await store.write(answer.value);
			received += leads.length;
			tell({ total, count: done ? await store.count() : Math.min(received, total) });
			behind = !done;
			if (done) return;
		}
	}

	async function runOnce(): Promise<void> {
		tell({ syncing: true });
		try {
			do {
				again = false;
				await readAll();
			} while (again);
		} catch {
			// A full disk or a lost database: the next alarm tries again from the same cursor.
		} finally {
			running = undefined;
			const [count, { total }] = await Promise.all([store.count(), store.progress()]).catch(
				() => [progress.count, progress] as const,
			);
			tell({ syncing: false, count, total });
		}
	}

	return {
		run() {
			again = running !== undefined;
			running ??= runOnce();
			return running;
		},
		progress: () => progress,
		isBehind: () => behind,
	};
}
