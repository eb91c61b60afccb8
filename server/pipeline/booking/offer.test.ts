import { afterEach, describe, expect, test } from 'vitest';
import { type BookingDesk, CALLER, startBookingDesk } from './booking.testkit.ts';

let desk: BookingDesk;
afterEach(async () => {
	const { bugs } = desk;
	await desk.stop();
	expect(bugs).toEqual([]);
});

const NOW = '2026-05-12T10:00:00Z';
const WISH = 'am 20. Juni um 15 Uhr';
const WISHED = '2026-06-20T13:00:00.000Z';
const at = (hour: string, day = '20') => `2026-06-${day}T${hour}:00.000Z`;

describe('a wish in a signed transcript', () => {
	test.each([
		['summer', '2026-05-12T10:00:00Z', WISH, WISHED],
		[
			'the day before the clocks change',
			'2026-03-02T10:00:00Z',
			'am 28. März um 15 Uhr',
			'2026-03-28T14:00:00.000Z',
		],
		[
			'the day on which they change',
			'2026-03-02T10:00:00Z',
			'am 29. März um 15 Uhr',
			'2026-03-29T13:00:00.000Z',
		],
		[
			'the day before they change back',
			'2026-10-02T10:00:00Z',
			'am 24. Oktober um 15 Uhr',
			'2026-10-24T13:00:00.000Z',
		],
		[
			'the day on which they change back',
			'2026-10-02T10:00:00Z',
			'am 25. Oktober um 15 Uhr',
			'2026-10-25T14:00:00.000Z',
		],
	])('is booked once, at 15 o’clock in Berlin, in %s', async (_, now, words, start) => {
		desk = await startBookingDesk({ now, booksAlone: true });
		desk.cal.calendar.open = [start];
		const callId = await desk.say('c1', words);
		await desk.work();
		expect(desk.cal.calendar.asked).toEqual([
			{
				...{ start, eventTypeId: 123, metadata: { ringside_call: callId } },
				attendee: { name: CALLER, phoneNumber: CALLER, timeZone: 'Europe/Berlin' },
			},
		]);
		expect(await desk.offer(callId)).toMatchObject({
			wish: { startsAt: start, timeZone: 'Europe/Berlin', hasTime: true, quote: words },
			booked: { startsAt: start, attendee: { e164: CALLER } },
		});
		// What Cal.com makes up for who gave a number alone is no address.
		expect((await desk.offer(callId))?.booked?.attendee.email).toBeUndefined();
		expect(await desk.stage(callId)).toMatchObject({ state: 'done' });
		expect(await desk.conversations()).toEqual([['booking', 'call']]);
	});

	test('is offered, with the six nearest others in order, where nobody lets it be booked alone', async () => {
		desk = await startBookingDesk({ now: NOW });
		const others = ['07:00', '12:00', '12:30', '13:30', '14:00', '14:30'].map((hour) => at(hour));
		const far = at('08:00', '24');
		desk.cal.calendar.open = [far, at('10:00', '28'), ...others, at('13:00'), at('05:00', '20')].reverse();
		const callId = await desk.say('c1', WISH);
		await desk.work();
		expect(await desk.offer(callId)).toMatchObject({ isFree: true, alternatives: others });
		expect(desk.cal.calendar.asked).toEqual([]);
		expect(desk.cal.server.requests.filter((one) => one.includes('/v2/slots'))).toHaveLength(1);
	});

	test('that may mean another time, or a day alone, is never booked alone', async () => {
		desk = await startBookingDesk({ now: NOW, booksAlone: true });
		desk.cal.calendar.open = [at('08:00'), at('13:00')];
		for (const words of ['am 20. Juni um 10 oder 15 Uhr', 'am 20. Juni', 'am 20. Juni nachmittags']) {
			const callId = await desk.say(`c-${words.length}`, words);
			await desk.work();
			expect(await desk.offer(callId)).toHaveProperty('alternatives');
		}
		expect(desk.cal.calendar.asked).toEqual([]);
	});

	test('whose time went between look and booking is answered by what is left', async () => {
		desk = await startBookingDesk({ now: NOW, booksAlone: true });
		desk.cal.calendar.open = [at('13:00'), at('14:00')];
		desk.cal.calendar.mishaps.push('taken');
		const callId = await desk.say('c1', WISH);
		await desk.work();
		expect(await desk.offer(callId)).toMatchObject({
			isFree: false,
			wasTaken: true,
			alternatives: [at('14:00')],
		});
		expect(desk.cal.bookings).toEqual([]);
	});

	test('is left alone where no calendar was chosen, and told of where the chosen one is gone', async () => {
		desk = await startBookingDesk({ now: NOW });
		await desk.put('after-call', { isOn: true });
		const callId = await desk.say('c1', WISH);
		await desk.work();
		expect([await desk.stage(callId), await desk.offer(callId)]).toEqual([undefined, undefined]);
		await desk.put('after-call', { isOn: true, booking: { ...desk.booking, connectionId: 'con_gone' } });
		const other = await desk.say('c2', WISH);
		await desk.work();
		expect(await desk.stage(other)).toMatchObject({ state: 'stopped', reason: 'not-set-up' });
	});

	test('is looked after again when the calendar was busy', async () => {
		desk = await startBookingDesk({ now: NOW });
		desk.cal.calendar.open = [at('13:00')];
		desk.cal.server.troubles.push({ status: 503, times: 2, matches: ({ path }) => path === '/v2/slots' });
		const callId = await desk.say('c1', WISH);
		await desk.work({ minutes: 1 });
		expect(await desk.stage(callId)).toMatchObject({ state: 'waiting', reason: 'vendor-busy' });
		await desk.work();
		expect(await desk.offer(callId)).toMatchObject({ isFree: true });
		expect(await desk.stage(callId)).toMatchObject({ state: 'done' });
	});
});

describe('a time that a person chooses', () => {
	test('is booked while she waits, once, for the lead with its mail', async () => {
		desk = await startBookingDesk({ now: NOW });
		desk.cal.calendar.open = [at('13:00'), at('14:00')];
		await desk.store.leads.write(desk.workspaceId, [
			{
				...{ leadId: 'lead_1', name: 'Mira Kern', emails: ['mira@example.com'] },
				phones: [{ raw: CALLER, e164: CALLER }],
				updatedAt: '2026-01-01T00:00:00.000Z',
			},
		]);
		const callId = await desk.say('c1', WISH);
		await desk.work();
		expect((await desk.book(callId, at('14:00'))).status).toBe(202);
		expect(await desk.offer(callId)).toMatchObject({ isFree: false, booked: { startsAt: at('14:00') } });
		expect((await desk.book(callId, at('14:00'))).status).toBe(202);
		expect((await desk.book(callId, at('13:00'))).status).toBe(409);
		expect(desk.cal.calendar.asked).toMatchObject([
			{ attendee: { name: 'Mira Kern', email: 'mira@example.com', phoneNumber: CALLER } },
		]);
		expect(await desk.conversations()).toEqual([['booking', 'call']]);
	});

	test('pressed on several devices at once is booked once', async () => {
		desk = await startBookingDesk({ now: NOW });
		desk.cal.calendar.open = [at('13:00'), at('14:00')];
		const callId = await desk.say('c1', WISH);
		await desk.work();
		await Promise.all(
			[at('13:00'), at('14:00'), at('13:00'), at('14:00')].map((start) => desk.book(callId, start)),
		);
		await desk.work();
		expect(desk.cal.calendar.asked).toHaveLength(1);
		expect(desk.cal.bookings).toHaveLength(1);
		expect(await desk.offer(callId)).toHaveProperty('booked');
		expect(await desk.stage(callId)).toMatchObject({ state: 'done' });
	});

	test('pressed again while the calendar is slow to answer is booked once', async () => {
		desk = await startBookingDesk({ now: NOW });
		desk.cal.calendar.open = [at('13:00'), at('14:00')];
		const callId = await desk.say('c1', WISH);
		await desk.work();
		const slow = Promise.withResolvers<void>();
		desk.cal.calendar.ready = () => slow.promise;
		const first = desk.book(callId, at('13:00'));
		await expect.poll(() => desk.cal.calendar.asked.length).toBe(1);
		desk.clock.advance(10_000);
		const second = await desk.book(callId, at('14:00'));
		slow.resolve();
		expect([(await first).status, second.status]).toEqual([202, 202]);
		await desk.work();
		expect(desk.cal.calendar.asked).toHaveLength(1);
		expect(await desk.offer(callId)).toMatchObject({ booked: { startsAt: at('13:00') } });
		expect(await desk.stage(callId)).toMatchObject({ state: 'done' });
	});

	test('that went meanwhile is answered by what is left', async () => {
		desk = await startBookingDesk({ now: NOW });
		desk.cal.calendar.open = [at('13:00'), at('14:00')];
		const callId = await desk.say('c1', WISH);
		await desk.work();
		desk.cal.calendar.open = [at('14:00')];
		expect((await desk.book(callId, WISHED)).status).toBe(202);
		expect(await desk.offer(callId)).toMatchObject({ wasTaken: true, alternatives: [at('14:00')] });
		expect((await desk.book(callId, at('14:00'))).status).toBe(202);
		expect(await desk.offer(callId)).toMatchObject({ booked: { startsAt: at('14:00') } });
	});

	test('that the calendar refuses for another reason stops, and says so', async () => {
		desk = await startBookingDesk({ now: NOW });
		desk.cal.calendar.open = [at('13:00')];
		const callId = await desk.say('c1', WISH);
		await desk.work();
		desk.cal.server.troubles.push({ status: 400, times: 1, matches: ({ method }) => method === 'POST' });
		expect((await desk.book(callId, WISHED)).status).toBe(202);
		expect(await desk.stage(callId)).toMatchObject({ state: 'stopped', reason: 'refused' });
		expect(await desk.offer(callId)).not.toHaveProperty('wasTaken');
	});

	test('whose answer is lost is found again, or done by a job', async () => {
		for (const mishap of ['cut-before', 'cut-after', 'garbled', 'too-busy'] as const) {
			desk = await startBookingDesk({ now: NOW });
			desk.cal.calendar.open = [at('13:00')];
			const callId = await desk.say('c1', WISH);
			await desk.work();
			desk.cal.calendar.mishaps.push(mishap);
			expect((await desk.book(callId, WISHED, { name: 'Mira' })).status).toBe(202);
			expect(await desk.stage(callId)).toMatchObject({ state: 'waiting' });
			await desk.work();
			expect(desk.cal.bookings).toMatchObject([{ attendees: [{ name: 'Mira' }] }]);
			expect(await desk.offer(callId)).toMatchObject({ booked: { startsAt: WISHED } });
			expect(await desk.stage(callId)).toMatchObject({ state: 'done' });
			if (mishap !== 'too-busy') await desk.stop();
		}
	});

	test('is refused where it has passed, nobody wished, or there is nobody to invite', async () => {
		desk = await startBookingDesk({ now: NOW });
		const callId = await desk.say('c1', WISH);
		await desk.work();
		expect((await desk.book(callId, '2026-05-12T09:00:00Z')).status).toBe(400);
		const silent = await desk.say('c2', 'irgendwann');
		await desk.work();
		expect((await desk.book(silent, WISHED)).status).toBe(404);
		const hidden = await desk.say('c3', WISH, { from: 'anonymous' });
		await desk.work();
		expect((await desk.book(hidden, WISHED)).status).toBe(422);
		expect(desk.cal.calendar.asked).toEqual([]);
	});
});

test('what Cal.com itself tells of our booking is the same entry', async () => {
	desk = await startBookingDesk({ now: NOW, booksAlone: true });
	desk.cal.calendar.open = [WISHED];
	await desk.say('c1', WISH);
	await desk.work();
	const [booking] = desk.cal.bookings;
	await desk.calTells({
		triggerEvent: 'BOOKING_CREATED',
		createdAt: new Date(desk.clock.now()).toISOString(),
		payload: { ...booking, startTime: booking?.start, endTime: booking?.end },
	});
	expect(await desk.conversations()).toEqual([['booking', 'call']]);
});
