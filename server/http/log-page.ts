import { readCursor, writeCursor } from '../fanout/cursor.ts';
import type { Directory } from '../store/entities.ts';
import type { AppContext } from './context.ts';
import type { ProblemName } from './problems.ts';

export type LogPage =
	| {
			kind: 'page';
			directory: Directory;
			beforeSeq: number | undefined;
			/** The cursor of the page after this one. */
			cursorOf(nextSeq: number | undefined): string | undefined;
	  }
	| { kind: 'problem'; problem: ProblemName; detail?: string };

/** Where in a workspace's log a page that ends `before` a cursor begins. */
export async function openLogPage(
	workspaceId: string,
	before: string | undefined,
	{ store, directories }: Pick<AppContext, 'store' | 'directories'>,
): Promise<LogPage> {
	const cursor = before === undefined ? undefined : readCursor(before);
	if (cursor?.kind === 'malformed') {
		return { kind: 'problem', problem: 'invalid-request', detail: 'before is no cursor of ours' };
	}
	const directory = await directories.fresh(workspaceId);
	if (!directory) return { kind: 'problem', problem: 'not-signed-in' };
	const { epoch } = await store.events.bounds(workspaceId);
	return {
		kind: 'page',
		directory,
		// A page of another log would skip some: begin again with the newest.
		beforeSeq: cursor?.place.epoch === epoch ? cursor.place.seq : undefined,
		cursorOf: (nextSeq) => (nextSeq === undefined ? undefined : writeCursor({ epoch, seq: nextSeq })),
	};
}
