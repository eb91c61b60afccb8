import { z } from 'zod';
import type { SimulatedRequest } from '../../server/providers/provider.ts';
import webex from '../../server/providers/webex/index.ts';

/** One simulated Webex call, whose requests are sent one by one. */
export interface WebexCall {
	/** Sends the next request; gives the status of the answer. */
	next(): Promise<number>;
	/** Sends the last request once more, byte for byte. */
	repeat(): Promise<number>;
}

interface CallOptions {
	hookUrl: string;
	secret: string;
	from?: string;
	to?: string;
	name?: string;
	scenario?: string;
}

let calls = 0;

/** A call whose requests are shaped and signed as the vendor does. Scenario `end` is ring, answer, end. */
export function webexCall(options: CallOptions): WebexCall {
	calls += 1;
	const scenario = webex.scenarios[options.scenario ?? 'end'];
	if (!scenario) throw new Error(`Webex has no scenario ${options.scenario}`);
	const runId = `${process.pid}-${Date.now()}-${calls}`;
	const play = (startAt: number) =>
		scenario({
			from: options.from,
			to: options.to,
			name: options.name,
			runId,
			startAt,
			secrets: { secret: options.secret },
			hookUrl: options.hookUrl,
		});
	let step = -1;
	let last: SimulatedRequest | undefined;
	const send = () => {
		if (!last) throw new Error('The call is over: nothing left to send');
		return post(options.hookUrl, last);
	};
	return {
		next: () => {
			step += 1;
			// Each step says that it happens now, as a vendor's would.
			const soFar = play(0).slice(0, step + 1);
			const offset = soFar.reduce((sum, request) => sum + request.afterMs, 0);
			last = play(Date.now() - offset)[step];
			return send();
		},
		repeat: send,
	};
}

/** Posts one request as it is. */
export async function post(hookUrl: string, request: Omit<SimulatedRequest, 'afterMs'>): Promise<number> {
	const response = await fetch(z.url().parse(hookUrl), {
		method: 'POST',
		headers: request.headers,
		body: Buffer.from(request.body),
	});
	await response.arrayBuffer();
	return response.status;
}
