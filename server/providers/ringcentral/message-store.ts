import { toInstant } from '../../clock.ts';
import { mapAsked, readPages } from '../pages.ts';
import type { Asked } from '../vendor.ts';
import type { Get } from './api.ts';
import { Message, MessagePage } from './schema.ts';

const PAGE_SIZE = 100;

/** Texts and voicemails since then (ms since 1970), the newest first; odd records are passed over. */
export async function readMessages(since: number, get: Get): Promise<Asked<Message[]>> {
	const records = await readPages(async (next = '1') => {
		const query = new URLSearchParams({ dateFrom: toInstant(since), perPage: String(PAGE_SIZE), page: next });
		for (const type of ['SMS', 'VoiceMail']) query.append('messageType', type);
		const page = await get(`message-store?${query}`, MessagePage);
		return mapAsked(page, ({ records: items }) => ({
			items,
			...(items.length === PAGE_SIZE && { next: String(Number(next) + 1) }),
		}));
	});
	return mapAsked(records, (all) => all.flatMap((record) => Message.safeParse(record).data ?? []));
}
