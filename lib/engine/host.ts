import { readState } from '../database.ts';
import type { PairOutcome } from '../messages/protocol.ts';
import { adopt, redeem, type Session } from '../session/session.ts';
import { type Engine, type EngineParts, startEngine } from './engine.ts';

export interface Host {
	/** The engine of the present session; waits where one is just being replaced. */
	engine(): Promise<Engine>;
	/** The same, without waiting: undefined in the first moments of a worker. */
	running(): Engine | undefined;
	/** `userName`: of a person who signs up by her company's code. */
	pair(message: { link: string; deviceName: string; userName?: string }): Promise<PairOutcome>;
	unpair(): Promise<void>;
}

/** Holds the one engine, and replaces it as a whole when the session changes: nothing of the old one lingers. */
export function engineHost(ready: Promise<EngineParts>): Host {
	let running: Engine | undefined;
	let current = start();

	async function start(): Promise<Engine> {
		running = await startEngine(await ready);
		return running;
	}

	function replace(session: Session | undefined): Promise<Engine> {
		const old = current;
		current = (async () => {
			await (await old).stop();
			const parts = await ready;
			const before = await readState(parts.db, 'session');
			await adopt(parts.db, session);
			// Forgotten here whatever the server says; an unreachable one keeps a token that nobody holds any more.
			if (before) void parts.api.signOut(before, before.me.deviceId);
			const engine = await start();
			parts.onStatus();
			return engine;
		})();
		return current;
	}

	return {
		engine: () => current,
		running: () => running,
		async pair(message) {
			const { outcome, session } = await redeem((await ready).api, message);
			if (session) await replace(session);
			return outcome;
		},
		async unpair() {
			await replace(undefined);
		},
	};
}
