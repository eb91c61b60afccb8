import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeSilence, MANY, spansToCompare } from './silence.ts';

const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** A Wednesday, 11:00 UTC. */
const NOW = Date.UTC(2026, 2, 11, 11);
const LONG_AGO = NOW - 52 * WEEK;

/** Deliveries of an office: every two minutes on working days from 8 to 17, UTC. */
const inOffice = (at: number) => {
	const date = new Date(at);
	return date.getUTCDay() % 6 !== 0 && date.getUTCHours() >= 8 && date.getUTCHours() < 17;
};
const officeCount = ({ from, to }: { from: number; to: number }) => {
	let count = 0;
	for (let at = from; at < to; at += 2 * 60_000) count += inOffice(at) ? 1 : 0;
	return count;
};

function judge(
	lastEventAt: number,
	now: number,
	options: { since?: number; count?: typeof officeCount } = {},
) {
	const spans = spansToCompare(lastEventAt, now);
	return judgeSilence(spans, spans.map(options.count ?? officeCount), options.since ?? LONG_AGO).kind;
}

describe('silence is measured against the connection’s own weeks', () => {
	test.each([
		['two quiet hours on a Wednesday morning', NOW - 2 * HOUR, NOW, 'unusual'],
		['half an hour, however busy it is', NOW - HOUR / 2, NOW, 'usual'],
		['an evening and a night', Date.UTC(2026, 2, 10, 16, 59), Date.UTC(2026, 2, 11, 7, 59), 'usual'],
		['a weekend', Date.UTC(2026, 2, 6, 16, 59), Date.UTC(2026, 2, 9, 7, 59), 'usual'],
		['a weekend and half of the Monday', Date.UTC(2026, 2, 6, 16, 59), Date.UTC(2026, 2, 9, 12), 'unusual'],
		['ten days', NOW - 10 * DAY, NOW, 'unusual'],
	])('%s', (_, lastEventAt, now, kind) => {
		expect(judge(lastEventAt, now)).toBe(kind);
	});

	test('a new connection raises no alarm', () => {
		expect(judge(NOW - 2 * HOUR, NOW, { since: NOW - WEEK })).toBe('unknown');
	});

	test('one holiday among the past weeks hides nothing, and one busy week alone proves nothing', () => {
		const spans = spansToCompare(NOW - 3 * HOUR, NOW);
		expect(judgeSilence(spans, [MANY, 0, MANY], LONG_AGO).kind).toBe('unusual');
		expect(judgeSilence(spans, [0, 0, MANY], LONG_AGO).kind).toBe('usual');
	});

	test('a line with little traffic raises none, however long it is quiet', () => {
		const few = () => MANY - 1;
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 60 * DAY }), (quiet) => {
				expect(judge(NOW - quiet, NOW, { count: few })).not.toBe('unusual');
			}),
		);
	});

	test('what is compared lies before the silence, within the month that is kept, and is as long', () => {
		fc.assert(
			fc.property(fc.integer({ min: HOUR, max: 20 * DAY }), (quiet) => {
				const last = NOW - quiet;
				for (const { from, to } of spansToCompare(last, NOW)) {
					expect(to).toBeLessThanOrEqual(last);
					expect(to - from).toBe(Math.min(quiet, WEEK));
					expect((NOW - to) % WEEK).toBe(0);
				}
				if (quiet <= WEEK)
					expect(spansToCompare(last, NOW).every(({ from }) => NOW - from <= 28 * DAY)).toBe(true);
			}),
		);
	});
});
