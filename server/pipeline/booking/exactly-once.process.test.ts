import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BookingMishap } from '../../../tests/support/vendors/calcom-calendar.ts';
import type { PipelineDeps } from '../deps.ts';
import { type Death, mortality, mortalWrites } from '../mortal.testkit.ts';
import { type BookingDesk, startBookingDesk } from './booking.testkit.ts';

const RUNS = 200;
const WISHED = '2026-06-20T13:00:00.000Z';
const OTHER = '2026-06-20T14:00:00.000Z';

let desk: BookingDesk;
beforeAll(async () => {
	desk = await startBookingDesk({ now: '2026-05-12T10:00:00Z', booksAlone: true });
});
afterAll(() => desk.stop());

/** A worker that dies at these steps, counted over all its lives. */
function mortal(deaths: Death[]): Partial<PipelineDeps> {
	const { vendorTools } = desk.context;
	const life = mortality(deaths);
	return {
		...mortalWrites(desk.context, life),
		vendorTools: (found, provider) => {
			const tools = vendorTools(found, provider);
			return { ...tools, ask: (request) => life.lethal(() => tools.ask(request))() };
		},
	};
}

const mishap = fc.constantFrom<(BookingMishap | undefined)[]>(
	...([undefined, 'cut-before', 'cut-after', 'cut-after', 'garbled', 'too-busy'] as const),
);
const plan = {
	mishaps: fc.array(mishap, { maxLength: 4 }),
	deaths: fc.array(fc.record({ step: fc.integer({ min: 1, max: 12 }), isAfter: fc.boolean() }), {
		maxLength: 3,
	}),
};
let count = 0;

function begin(mishaps: (BookingMishap | undefined)[]) {
	count += 1;
	const { cal } = desk;
	cal.bookings.length = 0;
	cal.calendar.open = [WISHED, OTHER];
	cal.calendar.mishaps.splice(0, Infinity, ...mishaps);
	return { name: `run-${count}`, from: `+4930231${String(count).padStart(5, '0')}` };
}

async function expectOne(callId: string, starts: string[]) {
	expect(desk.cal.bookings.map(({ metadata }) => metadata)).toEqual([{ ringside_call: callId }]);
	const [booking] = desk.cal.bookings;
	expect(starts).toContain(booking?.start);
	const offers = await desk.events(callId, 'ringside.booking.offered');
	expect(offers.filter(({ booked }) => booked)).toMatchObject([{ booked: { startsAt: booking?.start } }]);
	const told = await desk.events(`calcom-${booking?.uid}`, 'ringside.booking.created');
	expect(told).toHaveLength(1);
	expect(await desk.stage(callId)).toMatchObject({ state: 'done' });
}

test(`a wish is booked once, in ${RUNS} runs of lost answers and deaths`, async () => {
	await fc.assert(
		fc.asyncProperty(fc.record(plan), async ({ mishaps, deaths }) => {
			const { name, from } = begin(mishaps);
			const callId = await desk.wish(name, 'am 20. Juni um 15 Uhr', from);
			await desk.work(mortal(deaths));
			await expectOne(callId, [WISHED]);
		}),
		{ numRuns: RUNS, seed: 20_261_121 },
	);
	expect(desk.bugs).toEqual([]);
}, 300_000);

test(`what persons choose at once is booked once, in ${RUNS} runs of presses, lost answers and deaths`, async () => {
	await desk.put('after-call', { isOn: true, booking: { ...desk.booking, booksAlone: false } });
	const presses = fc.array(fc.constantFrom(WISHED, OTHER), { minLength: 1, maxLength: 3 });
	await fc.assert(
		fc.asyncProperty(fc.record({ ...plan, presses }), async ({ mishaps, deaths, presses }) => {
			const { name, from } = begin(mishaps);
			const callId = await desk.wish(name, 'am 20. Juni um 15 Uhr', from);
			await desk.work();
			await Promise.all(presses.map((startsAt) => desk.book(callId, startsAt)));
			await desk.work(mortal(deaths));
			await expectOne(callId, presses);
		}),
		{ numRuns: RUNS, seed: 20_261_121 },
	);
	expect(desk.bugs).toEqual([]);
}, 300_000);
