import { expect, test } from 'vitest';
import type { CardView } from '../../lib/overlay/card.ts';
import { keepHeld } from './held.ts';

const card = (callId: string, state: CardView['state']): CardView => ({
	callId,
	state,
	direction: 'inbound',
	caller: { kind: 'anonymous' },
	providerLabel: 'Webex',
	test: false,
});
const none = new Set<string>();

test('an ended card under her pointer stays when it is due to go', () =>
	expect(keepHeld([], [card('a', 'ended')], none)).toHaveLength(1));

test('a ringing card goes although she points at it: somebody else took the call', () =>
	expect(keepHeld([], [card('a', 'ringing')], none)).toEqual([]));

test('what she dismissed goes under her pointer', () =>
	expect(keepHeld([], [card('a', 'ended')], new Set(['a']))).toEqual([]));

test('news of a held card replaces it, and it is not shown twice', () =>
	expect(keepHeld([card('a', 'missed')], [card('a', 'ended')], none)).toEqual([card('a', 'missed')]));
