import { type CalBooking, CalcomCalendar } from './calcom-calendar.ts';
import { type VendorQuestion, type VendorReply, VendorServer } from './vendor-server.ts';

export interface CalWebhook {
	id: string;
	subscriberUrl: string;
	active: boolean;
	triggers: string[];
	payloadTemplate: string | null;
	secret?: string;
}

/** Cal.com's API version 2 for one user. */
export class CalcomSimulator {
	readonly server = new VendorServer(['api.cal.com'], (question) => this.#answer(question));
	key = 'cal_live_of_the_simulator';
	webhooks: CalWebhook[] = [];
	readonly bookings: CalBooking[] = [];
	/** What is free and booked there. */
	readonly calendar = new CalcomCalendar(this.bookings);
	#made = 0;

	#answer(question: VendorQuestion): VendorReply | Promise<VendorReply> {
		const { method, path, query, headers, body } = question;
		if (headers.authorization !== `Bearer ${this.key}`) return problem(401, 'UnauthorizedException');
		if (path === '/v2/me') return success({ id: 1, username: 'ada', email: 'ada@example.com' });
		if (path === '/v2/slots') return this.calendar.slots(question);
		if (path === '/v2/bookings') {
			return method === 'POST' ? this.calendar.book(question) : this.#bookings(question);
		}
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
		const since = (name: string) => Date.parse(query.get(name) ?? '1970-01-01T00:00:00Z');
		const eventTypeId = query.get('eventTypeId');
		const skip = Number(query.get('skip') ?? 0);
		const found = this.bookings.filter(
			({ updatedAt, createdAt = updatedAt, eventTypeId: type }) =>
				Date.parse(updatedAt) >= since('afterUpdatedAt') &&
				Date.parse(String(createdAt)) >= since('afterCreatedAt') &&
				(eventTypeId === null || String(type) === eventTypeId),
		);
		return success(found.slice(skip, skip + Number(query.get('take') ?? 100)));
	}
}

function success(data: unknown): VendorReply {
	return { status: 200, body: { status: 'success', data } };
}

function problem(status: number, code: string): VendorReply {
	return { status, body: { status: 'error', error: { code, message: code } } };
}
