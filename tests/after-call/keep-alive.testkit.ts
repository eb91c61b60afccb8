import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type LifePlan, Told } from './life.testkit.ts';

type Step = Extract<Told, { kind: 'step' }>;

const ENTRY = fileURLToPath(new URL('./dying-server.testkit.ts', import.meta.url));

/** A server as its own process, which is started again when it dies. */
export function keepAlive(first: LifePlan) {
	const steps: Step[] = [];
	const deaths: { at: number; running: Map<string, string> }[] = [];
	let aheadMs = first.aheadMs;
	let child = live(first);
	let isOver = false;

	function live(plan: LifePlan) {
		const born = fork(ENTRY, [JSON.stringify(plan)], {
			execArgv: [],
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		});
		born.on('message', (message) => {
			const told = Told.parse(message);
			if (told.kind === 'step') steps.push(told);
			if (told.kind === 'leapt') aheadMs = told.aheadMs;
		});
		born.once('exit', () => {
			if (isOver) return;
			deaths.push({ at: Date.now() + aheadMs, running: leasedAt(steps) });
			child = live({ ...plan, aheadMs, death: undefined });
		});
		return born;
	}

	return {
		steps: () => steps,
		deaths: () => deaths,
		aheadMs: () => aheadMs,
		async end() {
			isOver = true;
			if (child.exitCode !== null || child.signalCode !== null) return;
			const gone = once(child, 'exit');
			child.kill('SIGKILL');
			await gone;
		},
	};
}

/** Jobs that were taken and not given back: id → label of the taking. */
function leasedAt(steps: Step[]): Map<string, string> {
	const held = new Map<string, string>();
	for (const { label, jobId } of steps) {
		if (!jobId) continue;
		if (label.startsWith('jobs.lease')) held.set(jobId, label);
		else held.delete(jobId);
	}
	return held;
}
