import { describe, expect, test } from 'vitest';
import type { CardView } from '../../lib/overlay/card.ts';
import { SUFFIX_DIGITS as PHONE_SUFFIX_DIGITS } from '../../lib/phone/index.ts';
import english from '../../locales/en.json' with { type: 'json' };
import { callStates, now } from '../gallery/calls.ts';
import { makeWords } from '../ui/words.ts';
import { countedMs, matchField, moveInList, SUFFIX_DIGITS, stackCards, stateTitle } from './view.ts';

const words = makeWords((key) => english[key]);
const one = (name: string): CardView => callStates[name]![0]!;
const at = (callId: string, state: CardView['state'], startedAt: number): CardView => ({
	...one('ringing'),
	callId,
	state,
	startedAt,
});
const ids = (cards: CardView[]) => cards.map(({ callId }) => callId);

describe('the stack', () => {
	test('has the newest ringing call on top, then talking, then what has ended', () => {
		const cards = [
			at('ended', 'ended', 9),
			at('old', 'ringing', 1),
			at('talk', 'answered', 5),
			at('new', 'ringing', 3),
		];
		expect(ids(stackCards(cards).open)).toEqual(['new', 'old', 'talk']);
	});

	test('opens three at most and counts the rest', () => {
		const cards = [1, 2, 3, 4, 5].map((time) => at(String(time), 'ringing', time));
		expect(stackCards(cards)).toMatchObject({ restCount: 2 });
		expect(stackCards(cards.slice(0, 3)).restCount).toBe(0);
	});
});

describe('the strip says', () => {
	test.each([
		['ringing', 'Incoming call from Nordlicht Logistik GmbH'],
		['ringing outbound', 'Calling Nordlicht Logistik GmbH'],
		['answered', 'In progress'],
		['ended', 'Completed'],
		['missed', 'Missed'],
		['answered elsewhere', 'Answered elsewhere'],
		['anonymous', 'Incoming call'],
		['extension', 'Incoming call from Front desk'],
		['sip', 'Incoming call from Mira'],
		['three people', 'Incoming call from +49\u00a030\u00a023125110'],
	])('%s: %s', (name, title) => expect(stateTitle(one(name), words)).toBe(title));

	test('a hostile name as plain text, cut and without turning marks', () => {
		const title = stateTitle(one('hostile name'), words);
		expect(title).toContain('<img src=x onerror=alert(1)> gpj.exe');
		expect(title.length).toBeLessThan(230);
	});
});

describe('time that is counted', () => {
	test('is the talk, not the ringing', () => expect(countedMs(one('answered'), now)).toBe(192_000));
	test('is none for a call that nobody answered', () =>
		expect(countedMs(one('answered elsewhere'), now)).toBeUndefined());
	test('stands still once a call has ended', () =>
		expect(countedMs(one('ended'), now + 60_000)).toBe(190_000));
});

test('why it matched is said by the field’s label', () =>
	expect(matchField(one('ringing'), words)).toBe('mobile'));

test('the digits that the card names are those that a possible match agrees in', () =>
	expect(SUFFIX_DIGITS).toBe(PHONE_SUFFIX_DIGITS));

test.each([
	['ArrowDown', 0, 1],
	['ArrowDown', 2, 2],
	['ArrowUp', 0, 0],
	['Home', 2, 0],
	['End', 0, 2],
	['x', 1, undefined],
])('in a list of three, %s at %d leads to %s', (key, current, next) =>
	expect(moveInList(key, current, 3)).toBe(next),
);
