import { type VendorQuestion, type VendorReply, VendorServer } from './vendor-server.ts';

export interface CalWebhook {
	id: string;
	subscriberUrl: string;
	active: boolean;
	triggers: string[];
	payloadTemplate: string | null;
	secret?: string;
}

/** A booking as version 2024-08-13 lists it; times in ISO 8601. */
export interface CalBooking {
	uid: string;
	status: 'accepted' | 'cancelled' | 'rejected' | 'pending';
	updatedAt: string;
	[field: string]: unknown;
}

/** Cal.com's API version 2 for one user. */
export class CalcomSimulator {
	readonly server = new VendorServer(['api.cal.com'], (question) => this.#answer(question));
	key = 'cal_live_of_the_simulator';
	webhooks: CalWebhook[] = [];
	readonly bookings: CalBooking[] = [];
	#made = 0;

	#answer(question: VendorQuestion): VendorReply {
		const { method, path, query, headers, body } = question;
		if (headers.authorization !== `Bearer ${this.key}`) return problem(401, 'UnauthorizedException');
		if (path === '/v2/me') return success({ id: 1, username: 'ada', email: 'ada@example.com' });
		if (path === '/v2/bookings') return this.#bookings(question);
		if (path === '/v2/webhooks') {
			if (method === 'POST') return this.#create(JSON.parse(body));
			const skip = Number(query.get('skip') ?? 0);
			return success(this.webhooks.slice(skip, skip + Number(query.get('take') ?? 250)));
		}
		const webhook = this.webhooks.find(({ id }) => path === `/v2/webhooks/${id}`);
		if (!webhook) return problem(404, 'NotFoundException');
		if (method === 'PATCH') Object.assign(webhook, JSON.parse(body));
		if (method === 'DELETE') this.webhooks = this.webhooks.filter((one) => one !== webhook);
		return success(webhook);
	}

	#create(wanted: Omit<CalWebhook, 'id' | 'payloadTemplate'>): VendorReply {
		this.#made += 1;
		const webhook = { payloadTemplate: null, ...wanted, id: `webhook-${this.#made}` };
		this.webhooks.push(webhook);
		return { status: 201, body: { status: 'success', data: webhook } };
	}

	/** Without a version an older interface answers, with other names. */
	#bookings({ query, headers }: VendorQuestion): VendorReply {
		if (headers['cal-api-version'] !== '2024-08-13') return success({ bookings: [] });
		const after = Date.parse(query.get('afterUpdatedAt') ?? '1970-01-01T00:00:00Z');
		const skip = Number(query.get('skip') ?? 0);
		const found = this.bookings.filter(({ updatedAt }) => Date.parse(updatedAt) >= after);
		return success(found.slice(skip, skip + Number(query.get('take') ?? 100)));
	}
}

function success(data: unknown): VendorReply {
	return { status: 200, body: { status: 'success', data } };
}

function problem(status: number, code: string): VendorReply {
	return { status, body: { status: 'error', error: { code, message: code } } };
}
