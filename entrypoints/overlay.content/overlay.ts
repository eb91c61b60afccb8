import { defaultPlace } from '../../components/call/place.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { actionGuard } from './guard.ts';
import { keepHeld } from './held.ts';
import { type Host, mountHost } from './host.ts';
import { type Sight, watchSight } from './sight.ts';
import { drawOverlay, eraseOverlay } from './view.tsx';
import { ask, cardActions, isConnected } from './worker.ts';

declare global {
	/** In our own world of the page, which the page cannot reach. */
	var ringsideOverlay: boolean | undefined;
}

/** Shows the worker's cards in this page. Put in twice, the first stays and the second does nothing. */
export function startOverlay(): void {
	if (globalThis.ringsideOverlay) return;
	globalThis.ringsideOverlay = true;
	const overlay = pageOverlay();
	messenger.onMessage('showCards', ({ data }) => overlay.show(data));
	void ask(messenger.sendMessage('cardPlace', undefined)).then((kept) => kept && overlay.place(kept));
	void ask(messenger.sendMessage('currentCards', undefined)).then(
		(cards) => cards && overlay.showFirst(cards),
	);
}

function pageOverlay() {
	const now = () => performance.now();
	const guard = actionGuard(now, (point) => sight?.isSeen(point) ?? false);
	const dismissed = new Set<string>();
	/** As the worker has it, and as it is shown: what is in her hand stays. */
	let told: CardView[] | undefined;
	let cards: CardView[] = [];
	let place = defaultPlace;
	let host: Host | undefined;
	let sight: Sight | undefined;
	let isPainted = false;

	const actions = cardActions(
		(next) => {
			place = next;
			draw();
		},
		(callId) => {
			dismissed.add(callId);
			show((told ?? []).filter((card) => card.callId !== callId));
		},
	);

	function show(next: CardView[]): void {
		told = next;
		const held = host?.root.querySelector(':hover, :focus-within') ? cards : [];
		const shown = keepHeld(next, held, dismissed);
		if (outlineOf(shown) !== outlineOf(cards)) guard.rearm();
		cards = shown;
		if (cards.length === 0) takeAway();
		else {
			host ??= mount();
			draw();
		}
	}

	function mount(): Host {
		const mounted = mountHost(isConnected, guard.rearm, takeAway);
		sight = watchSight(mounted.element, mounted.root, guard.rearm);
		const release = () => requestAnimationFrame(() => cards.length !== told?.length && show(told ?? []));
		mounted.root.addEventListener('pointerout', release);
		mounted.root.addEventListener('focusout', release);
		afterPaint(() => {
			isPainted = true;
			draw();
		});
		return mounted;
	}

	function takeAway(): void {
		if (host) eraseOverlay(host.root);
		sight?.stop();
		host?.remove();
		host = undefined;
		isPainted = false;
	}

	function draw(): void {
		const { mayAct, rearm } = guard;
		if (host) drawOverlay(host.root, { cards, place, isPainted, actions, mayAct, onMoved: rearm });
	}

	return {
		show,
		/** The answer to our first question, unless news overtook it. */
		showFirst(first: CardView[]) {
			if (told === undefined) show(first);
		},
		place(kept: typeof place) {
			place = kept;
			draw();
		},
	};
}

/** What stands where: when this changes, another button may have come under the pointer. */
function outlineOf(cards: readonly CardView[]): string {
	return cards.map(({ callId, state, caller }) => `${callId} ${state} ${caller.kind}`).join('\n');
}

/** The second frame from now comes after the first that can show what was drawn. */
function afterPaint(then: () => void): void {
	requestAnimationFrame(() => requestAnimationFrame(then));
}
