import type { CardPlace } from '../../lib/messages/protocol.ts';

/** Distance of the cards from the window's edges, px. */
export const MARGIN = 16;

export const defaultPlace: CardPlace = { side: 'right', anchor: 'top', offset: MARGIN };

interface Box {
	left: number;
	top: number;
	width: number;
	height: number;
}

/** Where a card lands that is let go at `box`: at the nearer side, held to the nearer of top and bottom. */
export function snap(box: Box, view: { width: number; height: number }): CardPlace {
	const side = box.left + box.width / 2 < view.width / 2 ? 'left' : 'right';
	const anchor = box.top + box.height / 2 < view.height / 2 ? 'top' : 'bottom';
	const offset = anchor === 'top' ? box.top : view.height - box.top - box.height;
	return { side, anchor, offset: withinView(offset, view.height) };
}

/** An offset that leaves the card reachable, also in a window that has become smaller. */
export function withinView(offset: number, viewHeight: number): number {
	return Math.round(Math.max(MARGIN, Math.min(offset, Math.max(MARGIN, viewHeight / 2 - MARGIN))));
}

const corners: CardPlace[] = [
	{ side: 'right', anchor: 'top', offset: MARGIN },
	{ side: 'right', anchor: 'bottom', offset: MARGIN },
	{ side: 'left', anchor: 'bottom', offset: MARGIN },
	{ side: 'left', anchor: 'top', offset: MARGIN },
];

/** Moving without dragging: a click goes round the corners. */
export function nextCorner(place: CardPlace): CardPlace {
	const at = corners.findIndex(({ side, anchor }) => side === place.side && anchor === place.anchor);
	return corners[(at + 1) % corners.length] ?? defaultPlace;
}

/** Moving by arrow keys, from corner to corner; undefined where the key is another. */
export function placeByKey(key: string, place: CardPlace): CardPlace | undefined {
	switch (key) {
		case 'ArrowLeft':
			return { ...place, side: 'left' };
		case 'ArrowRight':
			return { ...place, side: 'right' };
		case 'ArrowUp':
			return { ...place, anchor: 'top', offset: MARGIN };
		case 'ArrowDown':
			return { ...place, anchor: 'bottom', offset: MARGIN };
		default:
			return undefined;
	}
}
