import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWish } from './wish.ts';

const BERLIN = 'Europe/Berlin';
/** A Tuesday, noon in Berlin. */
const TUESDAY = '2026-05-12T10:00:00Z';

function read(words: string, said = TUESDAY, timeZone = BERLIN) {
	const wish = readWish(words, { saidAt: Date.parse(said), timeZone });
	if (!wish) return undefined;
	const local = Temporal.Instant.fromEpochMilliseconds(wish.startsAt).toZonedDateTimeISO(timeZone);
	return `${local.toPlainDateTime().toString({ smallestUnit: 'minute' })}${wish.hasTime ? '' : ' (day)'}${wish.isSure ? '' : '?'}`;
}

describe('a wish of a Tuesday at noon', () => {
	test.each([
		['am 20. Juni um 15 Uhr', '2026-06-20T15:00'],
		['am zwanzigsten Juni um fünfzehn Uhr', '2026-06-20T15:00'],
		['am 20.6. um 15:00', '2026-06-20T15:00'],
		['am 20.06.2027, 9.30 Uhr', '2027-06-20T09:30'],
		['Donnerstag, den 4. Juni, 9.30 Uhr', '2026-06-04T09:30'],
		['am 11. Mai um 10 Uhr', '2027-05-11T10:00'],
		['nächsten Dienstag nachmittags', '2026-05-19T14:00 (day)'],
		['Dienstagnachmittag um zwei', '2026-05-19T14:00'],
		['Montag vormittag', '2026-05-18T09:00 (day)'],
		['nächste Woche Mittwoch um 10', '2026-05-20T10:00'],
		['morgen um halb drei', '2026-05-13T14:30'],
		['morgen um drei', '2026-05-13T15:00'],
		['morgen früh um acht', '2026-05-13T08:00'],
		['morgen Abend um halb acht', '2026-05-13T19:30'],
		['heute Nachmittag um vier', '2026-05-12T16:00'],
		['um zehn nach drei morgen', '2026-05-13T15:10'],
		['übermorgen 9 Uhr', '2026-05-14T09:00'],
		['Viertel nach drei am Freitag', '2026-05-15T15:15'],
		['am Freitag um dreiviertel vier', '2026-05-15T15:45'],
		['in zwei Wochen um zehn', '2026-05-26T10:00'],
		['am 20. um 10 Uhr', '2026-05-20T10:00'],
		['next Friday at 2pm', '2026-05-22T14:00'],
		['tomorrow at half past two', '2026-05-13T14:30'],
		['June 20th at 3 pm', '2026-06-20T15:00'],
		['the day after tomorrow at 9', '2026-05-14T09:00'],
		['Wednesday next week at quarter to four', '2026-05-20T15:45'],
		['tomorrow at 10 o’clock', '2026-05-13T10:00'],
		['20 June', '2026-06-20T12:00 (day)'],
		['mañana a las tres', '2026-05-13T15:00'],
		['mañana a la una', '2026-05-13T13:00'],
		['mañana por la mañana a las 9 y cuarto', '2026-05-13T09:15'],
		['pasado mañana a las 9', '2026-05-14T09:00'],
		['el 20 de junio a las 15 horas', '2026-06-20T15:00'],
		['el lunes por la tarde', '2026-05-18T14:00 (day)'],
		['el martes que viene a las diez', '2026-05-19T10:00'],
		['el miércoles de la semana que viene a las cuatro menos cuarto', '2026-05-20T15:45'],
	])('%s: %s', (words, expected) => {
		expect(read(words)).toBe(expected);
	});

	test.each([
		['am Dienstag um 10 oder 11 Uhr', '2026-05-19T10:00?'],
		['Dienstag oder Mittwoch um 10 Uhr', '2026-05-19T10:00?'],
		['Freitag in einer Woche um 10', '2026-05-15T10:00?'],
		['Montag, den 4. Juni um 10 Uhr', '2026-06-04T10:00?'],
		['am 20. Juni zwischen 10 und 12 Uhr', '2026-06-20T12:00?'],
		['am Freitag ab 15 Uhr', '2026-05-15T15:00?'],
		['am Freitag nach 15 Uhr', '2026-05-15T15:00?'],
		['am Freitag gegen 15', '2026-05-15T15:00?'],
		['nicht am Freitag um 15 Uhr', '2026-05-15T15:00?'],
		['Friday before 3 pm', '2026-05-15T15:00?'],
		['el viernes entre las 10 y las 12 horas', '2026-05-15T12:00?'],
		['um 9 Uhr', '2026-05-13T09:00?'],
		['nächste Woche', '2026-05-18T12:00 (day)?'],
	])('%s may mean another time as well', (words, expected) => {
		expect(read(words)).toBe(expected);
	});

	test.each([
		'irgendwann',
		'im Juni',
		'am 31. Juni um 10 Uhr',
		'heute um 9 Uhr',
		'',
		'😀',
		'am 1.1.2020 um 10 Uhr',
	])('“%s” names no time to come', (words) => {
		expect(read(words)).toBeUndefined();
	});
});

describe('across a change of clocks', () => {
	const before = '2026-03-27T09:00:00Z';
	const autumn = '2026-10-23T09:00:00Z';
	const utc = (words: string, said: string, timeZone = BERLIN) => {
		const wish = readWish(words, { saidAt: Date.parse(said), timeZone });
		return wish && new Date(wish.startsAt).toISOString();
	};

	test.each([
		['am 28. März um 15 Uhr', before, '2026-03-28T14:00:00.000Z'],
		['am 29. März um 15 Uhr', before, '2026-03-29T13:00:00.000Z'],
		['am 24. Oktober um 15 Uhr', autumn, '2026-10-24T13:00:00.000Z'],
		['am 25. Oktober um 15 Uhr', autumn, '2026-10-25T14:00:00.000Z'],
	])('%s is that hour there', (words, said, expected) => {
		expect(utc(words, said)).toBe(expected);
	});

	test('a time that is left out is the one after it, and one that comes twice the earlier', () => {
		expect(utc('am 29. März um 02:30 Uhr', before)).toBe('2026-03-29T01:30:00.000Z');
		expect(utc('am 25. Oktober um 02:30 Uhr', autumn)).toBe('2026-10-25T00:30:00.000Z');
	});

	test('the day is that of the branch, not of Greenwich', () => {
		const said = '2026-05-12T22:30:00Z';
		expect(read('morgen um 10 Uhr', said)).toBe('2026-05-14T10:00');
		expect(read('tomorrow at 10 am', said, 'America/New_York')).toBe('2026-05-13T10:00');
	});

	test('the year turns', () => {
		expect(read('am 3. Januar um 10 Uhr', '2026-12-30T09:00:00Z')).toBe('2027-01-03T10:00');
		expect(read('morgen um 10 Uhr', '2026-12-31T22:30:00Z')).toBe('2027-01-01T10:00');
		expect(read('morgen um 10 Uhr', '2026-12-31T23:30:00Z')).toBe('2027-01-02T10:00');
		expect(read('am 31.12. um 10 Uhr', '2026-12-31T08:00:00Z')).toBe('2026-12-31T10:00');
	});
});

describe('whenever and wherever it is said', () => {
	const zone = fc.constantFrom(
		'Europe/Berlin',
		'Europe/Madrid',
		'America/New_York',
		'Australia/Lord_Howe',
		'UTC',
	);
	const saidAt = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) });
	const hour = fc.integer({ min: 7, max: 19 });

	test('a date and an hour are those of the branch', () => {
		const months = ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September'];
		const plan = fc.record({ saidAt, zone, hour, day: fc.integer({ min: 1, max: 28 }), month: fc.nat(8) });
		fc.assert(
			fc.property(plan, ({ saidAt, zone, hour, day, month }) => {
				const wish = readWish(`am ${day}. ${months[month]} um ${hour} Uhr`, { saidAt, timeZone: zone });
				const said = Temporal.Instant.fromEpochMilliseconds(saidAt).toZonedDateTimeISO(zone);
				const isToday = said.day === day && said.month === month + 1;
				// Of today it may be over.
				if (!wish) {
					expect(isToday).toBe(true);
					return;
				}
				const local = Temporal.Instant.fromEpochMilliseconds(wish.startsAt).toZonedDateTimeISO(zone);
				expect([local.day, local.month, local.hour, local.minute]).toEqual([day, month + 1, hour, 0]);
				expect(local.since(said).total({ unit: 'days', relativeTo: said })).toBeLessThanOrEqual(366);
			}),
			{ numRuns: 400 },
		);
	});

	test('nothing is in the past, whatever the words are', () => {
		const some = fc.constantFrom(
			...[
				'morgen',
				'heute',
				'am Montag',
				'um 3',
				'halb 4',
				'25',
				'30.2.',
				'tomorrow',
				'at 9 am',
				'mañana',
				'a las 5',
			],
			...[
				'nächste Woche',
				'nachmittags',
				'oder',
				'Dezember',
				'1.1.',
				'yesterday',
				'gestern',
				'ayer',
				'vor 2 Tagen',
			],
		);
		const words = fc.oneof(
			fc.array(some, { maxLength: 5 }).map((list) => list.join(' ')),
			fc.string(),
		);
		fc.assert(
			fc.property(words, saidAt, zone, (text, saidAt, timeZone) => {
				const wish = readWish(text, { saidAt, timeZone });
				if (wish) expect(wish.startsAt).toBeGreaterThanOrEqual(saidAt);
			}),
			{ numRuns: 500 },
		);
	});
});
