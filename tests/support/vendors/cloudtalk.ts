import { type VendorQuestion, type VendorReply, VendorServer } from './vendor-server.ts';

/** A call of the history; times in ISO 8601. */
export interface CloudTalkCall {
	Cdr: { id: string; type: string; started_at: string; ended_at: string | null; [field: string]: unknown };
	Contact?: { id: string; name: string };
	Agent?: { id: string; fullname: string };
}

/** CloudTalk's REST API with the call history of one company. */
export class CloudTalkSimulator {
	readonly server = new VendorServer(['my.cloudtalk.io'], (question) => this.#answer(question));
	readonly accessKeyId = 'KEY-ID';
	accessKeySecret = 'secret-of-the-simulator';
	readonly calls: CloudTalkCall[] = [];
	/** WAV, by the call's number; undefined where its time was up. */
	readonly recordings = new Map<string, Uint8Array | undefined>();
	/** Operations that are left in this minute. */
	remaining = 60;

	#answer({ path, query, headers }: VendorQuestion): VendorReply {
		const expected = Buffer.from(`${this.accessKeyId}:${this.accessKeySecret}`).toString('base64');
		if (headers.authorization !== `Basic ${expected}`) return wrapped(401, { message: 'Unauthorized' });
		if (this.remaining <= 0) return wrapped(429, { message: 'Too Many Requests' });
		this.remaining -= 1;
		const [, call] = /^\/api\/calls\/recording\/(\d+)\.json$/.exec(path) ?? [];
		if (call && this.recordings.has(call)) {
			const body = this.recordings.get(call);
			return body
				? { status: 200, headers: { 'content-type': 'audio/x-wav' }, body }
				: wrapped(410, { message: 'Gone' });
		}
		if (path !== '/api/calls/index.json') return wrapped(404, { message: 'Not Found' });
		const from = Date.parse(`${(query.get('date_from') ?? '1970-01-01 00:00:00').replace(' ', 'T')}Z`);
		const limit = Number(query.get('limit') ?? 50);
		const page = Number(query.get('page') ?? 1);
		const found = this.calls.filter(({ Cdr }) => Date.parse(Cdr.started_at) >= from);
		const data = found.slice((page - 1) * limit, page * limit);
		const pageCount = Math.ceil(found.length / limit);
		return wrapped(200, { itemsCount: found.length, pageCount, pageNumber: page, limit, data });
	}
}

function wrapped(status: number, responseData: unknown): VendorReply {
	return { status, headers: { 'x-cloudtalkapi-limit': '60' }, body: { responseData } };
}
