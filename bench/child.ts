import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

/** A part of a benchmark in a process of its own, so that its CPU time is counted apart. */
export interface BenchChild {
	pid: number;
	/** Sends a request and waits for the next answer. */
	ask<T>(message: unknown): Promise<T>;
	stop(): void;
}

/** Starts `bench/<file>`; it tells `ready` by its first message, whose content is given back. */
export async function startChild<T>(
	file: string,
	...args: string[]
): Promise<{ child: BenchChild; ready: T }> {
	const process = fork(path.join(import.meta.dirname, file), args);
	const ready = await answerOf<T>(process);
	return {
		ready,
		child: {
			pid: process.pid ?? 0,
			ask: (message) => {
				const answer = answerOf<never>(process);
				process.send(message as object);
				return answer;
			},
			stop: () => process.kill('SIGKILL'),
		},
	};
}

function answerOf<T>(process: ChildProcess): Promise<T> {
	return new Promise((resolve, reject) => {
		const onExit = (code: number | null) => reject(new Error(`A part of the benchmark ended with ${code}`));
		process.once('exit', onExit);
		process.once('message', (message) => {
			process.off('exit', onExit);
			resolve(message as T);
		});
	});
}
