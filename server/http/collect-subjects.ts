import type { SubjectEvents } from '../store/ports.ts';

const PAGE = 100;
const MOST_EXAMINED = 2_000;

interface Wanted<T> {
	beforeSeq?: number;
	limit: number;
	/** Those of a page that are wanted, in its order. */
	keep(page: SubjectEvents[]): T[] | Promise<T[]>;
}

/** Reads on, page by page, until enough were kept; `nextSeq` where there may be more. */
export async function collectSubjects<T extends { lastSeq: number }>(
	read: (page: { beforeSeq?: number; limit: number }) => Promise<SubjectEvents[]>,
	{ beforeSeq, limit, keep }: Wanted<T>,
): Promise<{ found: T[]; nextSeq?: number }> {
	const found: T[] = [];
	let before = beforeSeq;
	for (let examined = 0; examined < MOST_EXAMINED; examined += PAGE) {
		const page = await read({ beforeSeq: before, limit: PAGE });
		for (const kept of await keep(page)) {
			found.push(kept);
			if (found.length === limit) return { found, nextSeq: kept.lastSeq };
		}
		if (page.length < PAGE) return { found };
		before = page.at(-1)?.lastSeq;
	}
	return { found, nextSeq: before };
}
