import { describe, expect, test } from 'vitest';
import { defaultPlace, MARGIN, nextCorner, placeByKey, snap, withinView } from './place.ts';

const view = { width: 1280, height: 800 };
const size = { width: 360, height: 240 };

describe('a card that is let go', () => {
	test('snaps to the nearer side', () => {
		expect(snap({ left: 100, top: 40, ...size }, view).side).toBe('left');
		expect(snap({ left: 700, top: 40, ...size }, view).side).toBe('right');
	});

	test('in the lower half holds to the bottom, so that it grows upwards', () =>
		expect(snap({ left: 900, top: 500, ...size }, view)).toEqual({
			side: 'right',
			anchor: 'bottom',
			offset: 60,
		}));

	test('beyond the edge comes back to 16 px', () =>
		expect(snap({ left: 900, top: -200, ...size }, view).offset).toBe(MARGIN));
});

test('a place kept from a tall window is reachable in a low one', () =>
	expect(withinView(700, 400)).toBe(184));

test('clicking goes round all four corners and back', () => {
	const first = nextCorner(defaultPlace);
	const round = [first, nextCorner(first), nextCorner(nextCorner(first))];
	expect(new Set(round.map(({ side, anchor }) => side + anchor)).size).toBe(3);
	expect(nextCorner(round[2]!)).toEqual(defaultPlace);
});

test('arrow keys move the card, other keys do not', () => {
	expect(placeByKey('ArrowLeft', defaultPlace)?.side).toBe('left');
	expect(placeByKey('a', defaultPlace)).toBeUndefined();
});
