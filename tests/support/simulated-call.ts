import type { Provider, SimulatedRequest } from '../../server/providers/provider.ts';
import { addressOf } from '../../server/providers/simulate.ts';

/** What the hook answered to one request. */
export interface HookAnswer {
	status: number;
	body: string;
}

/** One call of any provider, told in the steps that people notice: it rings, it is answered, it is over. */
export interface SimulatedCall {
	/** Sends what the provider sends at the next step; one answer for each request and hook. */
	next(): Promise<HookAnswer[]>;
}

interface CallOptions {
	/** Where each request is sent, to all at the same instant. */
	hookUrls: string[];
	secret: string;
	scenario: string;
	from: string;
	to: string;
}

/** ms; what follows sooner belongs to the same step. */
const STEP_PAUSE = 1_000;

let calls = 0;

/** A call by a scenario of `ringside simulate`, whose last request says that it happens now. */
export function simulatedCall(provider: Provider, options: CallOptions): SimulatedCall {
	const scenario = provider.scenarios[options.scenario];
	if (!scenario) throw new Error(`${provider.label} has no scenario ${options.scenario}`);
	calls += 1;
	const runId = `run-${process.pid}-${Date.now()}-${calls}`;
	const { hookUrls, secret, from, to } = options;
	const play = (hookUrl: string, startAt: number) =>
		scenario({ from, to, runId, startAt, secrets: { secret }, hookUrl });
	const length = play('', 0).reduce((sum, { afterMs }) => sum + afterMs, 0);
	// Not moved from step to step: times that disagree would be another call's.
	const startAt = Date.now() - length;
	const waiting = hookUrls.map((hookUrl) => ({ hookUrl, requests: play(hookUrl, startAt) }));
	return {
		next: async () => {
			const answers: HookAnswer[] = [];
			do {
				const sent = waiting.map(({ hookUrl, requests }) => post(hookUrl, requests.shift()));
				answers.push(...(await Promise.all(sent)));
			} while ((waiting[0]?.requests[0]?.afterMs ?? STEP_PAUSE) < STEP_PAUSE);
			return answers;
		},
	};
}

async function post(hookUrl: string, request: SimulatedRequest | undefined): Promise<HookAnswer> {
	if (!request) throw new Error('The call is over: nothing left to send');
	const { headers, body } = request;
	const answer = await fetch(addressOf(hookUrl, request), {
		method: 'POST',
		headers,
		body: Buffer.from(body),
	});
	return { status: answer.status, body: await answer.text() };
}
