import { useEffect, useState } from 'preact/hooks';
import type { Clock } from '../../lib/clock.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { duration } from '../ui/time.ts';
import { countedMs } from './view.ts';

const TICK_MS = 250;

/** The time of a call, running while it does. Silent for screen readers, which would read every second. */
export function Timer({ card, clock }: { card: CardView; clock: Clock }) {
	const [now, setNow] = useState(clock.now());
	const isRunning = card.state === 'ringing' || card.state === 'answered';
	useEffect(() => {
		if (!isRunning) return;
		const id = setInterval(() => setNow(clock.now()), TICK_MS);
		return () => clearInterval(id);
	}, [isRunning, clock]);
	const counted = countedMs(card, now);
	if (counted === undefined) return null;
	return (
		<span class="timer" role="timer" aria-live="off">
			{duration(counted)}
		</span>
	);
}
