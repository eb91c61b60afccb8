import { z } from 'zod';
import type { VendorQuestion, VendorReply } from './vendor-server.ts';

/** A booking as version 2024-08-13 lists it; times in ISO 8601. */
export interface CalBooking {
	uid: string;
	status: 'accepted' | 'cancelled' | 'rejected' | 'pending';
	updatedAt: string;
	[field: string]: unknown;
}

/** What befalls a booking, in order: nothing of it is done, all of it is done and the answer lost, or time is short. */
export type BookingMishap = 'cut-before' | 'cut-after' | 'taken' | 'too-busy' | 'garbled';

const Wanted = z.object({
	start: z.iso.datetime(),
	eventTypeId: z.number().int(),
	attendee: z.object({
		name: z.string().min(1),
		email: z.email().optional(),
		phoneNumber: z
			.string()
			.regex(/^\+\d+$/)
			.optional(),
		timeZone: z.string(),
		language: z.string().optional(),
	}),
	metadata: z.record(z.string().max(40), z.string().max(500)).optional(),
});

const LENGTH_MS = 30 * 60_000;

/** The calendar of one event type; slots are no holds. */
export class CalcomCalendar {
	/** Starts that the host has open, UTC. */
	open: string[] = [];
	readonly mishaps: (BookingMishap | undefined)[] = [];
	/** Bodies of what was to be booked, whatever became of it. */
	readonly asked: z.infer<typeof Wanted>[] = [];
	/** What a booking waits for before anything is done of it. */
	ready: () => Promise<void> = async () => undefined;
	/** ms since 1970. */
	now: () => number = () => 0;
	readonly #bookings: CalBooking[];
	#made = 0;

	constructor(bookings: CalBooking[]) {
		this.#bookings = bookings;
	}

	slots({ query, headers }: VendorQuestion): VendorReply {
		if (headers['cal-api-version'] !== '2024-09-04') return refusal(404, 'NotFoundException');
		const [from, to] = [Date.parse(query.get('start') ?? ''), Date.parse(query.get('end') ?? '')];
		const timeZone = query.get('timeZone') ?? 'UTC';
		const days: Record<string, { start: string }[]> = {};
		for (const start of this.open.filter((one) => this.#isFree(one))) {
			const at = Date.parse(start);
			if (!(at >= from && at < to)) continue;
			const local = Temporal.Instant.from(start).toZonedDateTimeISO(timeZone);
			const day = local.toPlainDate().toString();
			const written = local.toString({ timeZoneName: 'never', smallestUnit: 'millisecond' });
			days[day] = [...(days[day] ?? []), { start: written }];
		}
		return { status: 200, body: { status: 'success', data: days } };
	}

	async book({ body, headers }: VendorQuestion): Promise<VendorReply> {
		if (headers['cal-api-version'] !== '2024-08-13') return refusal(400, 'BadRequestException');
		const read = Wanted.safeParse(JSON.parse(body));
		if (!read.success) return refusal(400, 'BadRequestException');
		const wanted = read.data;
		this.asked.push(wanted);
		await this.ready();
		const mishap = this.mishaps.shift();
		if (mishap === 'cut-before') throw new Error('cut off before anything was done');
		if (mishap === 'too-busy') return refusal(503, 'ServiceUnavailableException');
		if (mishap === 'taken') this.open = this.open.filter((one) => !isSame(one, wanted.start));
		const { email, phoneNumber } = wanted.attendee;
		if (!email && !phoneNumber) return refusal(400, 'BadRequestException');
		if (!this.open.some((one) => isSame(one, wanted.start)) || !this.#isFree(wanted.start)) {
			return refusal(this.asked.length % 2 === 0 ? 409 : 400, 'BadRequestException');
		}
		const made = this.#make(wanted);
		if (mishap === 'cut-after') throw new Error('the answer is lost');
		if (mishap === 'garbled') return { status: 201, body: '{"status":"success"' };
		return { status: 201, body: { status: 'success', data: made } };
	}

	#isFree(start: string): boolean {
		return !this.#bookings.some((one) => one.status === 'accepted' && isSame(String(one.start), start));
	}

	#make({ start, eventTypeId, attendee, metadata }: z.infer<typeof Wanted>): CalBooking {
		const at = new Date(this.now()).toISOString();
		const digits = attendee.phoneNumber?.replace('+', '');
		const email = attendee.email ?? `${digits}@sms.cal.com`;
		this.#made += 1;
		const booking: CalBooking = {
			uid: `uid-${this.#made}`,
			id: this.#made,
			...{ title: `30 min between Ada and ${attendee.name}`, status: 'accepted', start, eventTypeId },
			end: new Date(Date.parse(start) + LENGTH_MS).toISOString(),
			attendees: [{ ...attendee, email, absent: false }],
			metadata: metadata ?? {},
			...{ createdAt: at, updatedAt: at },
		};
		this.#bookings.push(booking);
		return booking;
	}
}

function isSame(a: string, b: string): boolean {
	return Date.parse(a) === Date.parse(b);
}

function refusal(status: number, code: string): VendorReply {
	return { status, body: { status: 'error', error: { code, message: code } } };
}
