import type { Clock } from '../clock.ts';
import type { Me } from '../contract/index.ts';
import type { Answer } from '../server-api/answer.ts';

export interface MeKeeper {
	/** As the server said last; undefined while nobody is paired. */
	me(): Me | undefined;
	/** Asks anew, at most every half minute: a role or a name may have been changed by somebody else. */
	refresh(): Promise<void>;
}

interface KeepMeParts {
	me: Me | undefined;
	ask(): Promise<Answer<Me>>;
	save(me: Me): Promise<void>;
	onChanged(): void;
	clock: Clock;
}

const AT_MOST_EVERY_MS = 30_000;

/** Who she is in this workspace, which is not what it was when this browser was paired. */
export function meKeeper(parts: KeepMeParts): MeKeeper {
	let { me } = parts;
	let askedAt = Number.NEGATIVE_INFINITY;
	return {
		me: () => me,
		async refresh() {
			const now = parts.clock.now();
			if (!me || (askedAt <= now && now - askedAt < AT_MOST_EVERY_MS)) return;
			askedAt = now;
			const answer = await parts.ask();
			// A refusal is the stream's to find out and to show.
			if (answer.kind !== 'ok' || JSON.stringify(answer.value) === JSON.stringify(me)) return;
			me = answer.value;
			await parts.save(me);
			parts.onChanged();
		},
	};
}
