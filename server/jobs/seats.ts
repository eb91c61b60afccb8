import type { Job } from '../store/ports.ts';

export interface SeatRules {
	/** Jobs that run at the same time. */
	concurrency: number;
	/** Of these, at most so many of one workspace. */
	perWorkspace: number;
	/** Of one workspace, so many may wait for another of their lane. */
	waitingPerWorkspace: number;
}

/** Who runs, and who waits for another job of the same lane: jobs of one lane run one after the other. */
export interface Seats {
	hasRoom(): boolean;
	/**
	 * Whom to pass over when the next job is looked for, one look after the other: in each those that get nothing more for
	 * now, and where seats are scarce first of all who has one.
	 */
	passedOver(): string[][];
	/** Resolves when it is this job's turn; whether it had to wait. */
	take(job: Job, lane: string): Promise<boolean>;
	leave(job: Job, lane: string): void;
}

interface Lane {
	waiting: { job: Job; begin(waited: true): void }[];
}

export function createSeats(rules: SeatRules): Seats {
	const lanes = new Map<string, Lane>();
	const running = new Map<string, number>();
	const waiting = new Map<string, number>();

	const count = (counts: Map<string, number>, { workspaceId }: Job, by: 1 | -1) => {
		const sum = (counts.get(workspaceId) ?? 0) + by;
		if (sum === 0) counts.delete(workspaceId);
		else counts.set(workspaceId, sum);
	};

	const taken = () => running.values().reduce((sum, each) => sum + each, 0);

	return {
		hasRoom: () => taken() < rules.concurrency,
		passedOver() {
			const full = [...atLeast(running, rules.perWorkspace), ...atLeast(waiting, rules.waitingPerWorkspace)];
			const isScarce = taken() >= rules.concurrency / 2;
			return isScarce ? [[...running.keys(), ...full], full] : [full];
		},
		take(job, lane) {
			const busy = lanes.get(lane);
			if (!busy) {
				lanes.set(lane, { waiting: [] });
				count(running, job, 1);
				return Promise.resolve(false);
			}
			count(waiting, job, 1);
			return new Promise((begin) => busy.waiting.push({ job, begin }));
		},
		leave(job, lane) {
			count(running, job, -1);
			const next = lanes.get(lane)?.waiting.shift();
			if (!next) {
				lanes.delete(lane);
				return;
			}
			count(waiting, next.job, -1);
			count(running, next.job, 1);
			next.begin(true);
		},
	};
}

function atLeast(counts: Map<string, number>, most: number): string[] {
	return [...counts].filter(([, each]) => each >= most).map(([workspaceId]) => workspaceId);
}
