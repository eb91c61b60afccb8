import { type VendorQuestion, type VendorReply, VendorServer } from './vendors/vendor-server.ts';

/** What happens to the next writes: nothing is done, or it is done and the answer is lost, or done in part. */
export type CrmMishap = 'cut-before' | 'cut-after' | 'half-done';

/** pulspoint as far as its API is known, over records in memory. */
export class PulspointSimulator {
	readonly server = new VendorServer(['crm.example'], (question) => this.#answer(question));
	/** Through the simulator's own dispatch. */
	readonly baseUrl = 'https://crm.example';
	key = 'key-of-the-simulator';
	/** By id; the values of each. */
	readonly candidates = new Map<string, Record<string, unknown>>();
	/** Every change that a PATCH made to a record: one that changes nothing is none. */
	readonly changes: { id: string; fields: Record<string, unknown> }[] = [];
	readonly unassigned: Record<string, unknown>[] = [];
	/** Writes as they came, done or not. */
	readonly writes: { method: string; path: string; body: unknown; key?: string }[] = [];
	/** Taken one for each write. */
	readonly mishaps: (CrmMishap | undefined)[] = [];
	canLookUp = true;
	obeysRepeatKeys = false;
	readonly #done = new Map<string, VendorReply>();

	/** What the settings of a workspace hold to reach it. */
	get settings() {
		return { kind: 'pulspoint', baseUrl: this.baseUrl } as const;
	}

	#answer(question: VendorQuestion): VendorReply {
		const { method, path, query, headers } = question;
		if (headers['x-api-key'] !== this.key) return { status: 401, body: { error: 'invalid_key' } };
		if (method === 'GET' && path === '/api/akquise/unassigned-calls') {
			if (!this.canLookUp) return { status: 405, body: { error: 'method_not_allowed' } };
			const wanted = query.get('external_id');
			return { status: 200, body: this.unassigned.filter((one) => one.external_id === wanted) };
		}
		return this.#write(question);
	}

	#write(question: VendorQuestion): VendorReply {
		const { method, path, headers } = question;
		const body: Record<string, unknown> = JSON.parse(question.body);
		const key = [headers['idempotency-key']].flat()[0];
		this.writes.push({ method, path, body, ...(key !== undefined && { key }) });
		const mishap = this.mishaps.shift();
		if (mishap === 'cut-before') throw new Error('cut off before anything was done');
		const known = this.obeysRepeatKeys && key !== undefined ? this.#done.get(key) : undefined;
		const reply = known ?? this.#perform(method, path, body, mishap === 'half-done');
		if (key !== undefined && reply.status < 300) this.#done.set(key, reply);
		if (mishap === 'cut-after') throw new Error('the answer is lost');
		return reply;
	}

	#perform(method: string, path: string, body: Record<string, unknown>, isHalf: boolean): VendorReply {
		if (method === 'POST' && path === '/api/akquise/unassigned-calls') {
			const id = this.unassigned.length + 1;
			this.unassigned.push({ id, ...body });
			return { status: 201, body: { id } };
		}
		const id = decodeURIComponent(/^\/api\/candidates\/([^/]+)$/.exec(path)?.[1] ?? '');
		const record = this.candidates.get(id);
		if (method !== 'PATCH' || !record) return { status: 404, body: { error: 'not_found' } };
		const wanted = Object.entries(body).slice(0, isHalf ? 1 : undefined);
		const fields = Object.fromEntries(wanted.filter(([name, value]) => record[name] !== value));
		if (Object.keys(fields).length > 0) this.changes.push({ id, fields });
		Object.assign(record, fields);
		return isHalf ? { status: 500, body: { error: 'half_done' } } : { status: 200, body: { id } };
	}
}
