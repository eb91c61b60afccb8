import type { RingStage } from '../messages/protocol.ts';
import type { Timers } from '../timers.ts';

const LOOK_MS = 250;
/** A card is there within a second; what takes longer than this does not come. */
const LOOKS = 32;
/** While the test ring is begun on our own page, no tab of hers is in front. */
const LOOKS_FOR_TAB = 4;

/** As much of the engine as is looked at. */
interface Followed {
	history: { get(callId: string): object | undefined };
	overlay: { current(): { callId: string }[]; follow(): Promise<boolean> };
}

/** Follows a ring that the server has stored: how far did it come? */
export async function followRing(
	callId: string,
	engine: () => Promise<Followed>,
	timers: Timers,
): Promise<RingStage> {
	let stage: RingStage = 'stored';
	let looksForTab = 0;
	for (let look = 0; look < LOOKS && looksForTab < LOOKS_FOR_TAB; look += 1) {
		await new Promise<void>((resolve) => timers.after(LOOK_MS, resolve));
		const { history, overlay } = await engine();
		if (!history.get(callId)) continue;
		stage = 'received';
		if (!overlay.current().some((card) => card.callId === callId)) continue;
		if (await overlay.follow()) return 'painted';
		stage = 'no-tab';
		looksForTab += 1;
	}
	return stage;
}
