import { z } from 'zod';
import type { SimulatedRequest } from '../../../server/providers/provider.ts';
import { scenarios } from '../../../server/providers/retell/scenarios.ts';
import { callIdOf } from '../../../server/providers/retell/told.ts';
import { SIGNATURE_HEADER, signatureOf } from '../../../server/providers/retell/verify.ts';
import { addressOf } from '../../../server/providers/simulate.ts';
import { post } from '../webex.ts';

const Started = z.object({ event: z.string(), call: z.looseObject({ call_id: z.string() }) });

/** A call that runs at Retell, told line by line. */
interface LiveCall {
	callId: string;
	/** Posts what was said so far, with this line at its end. */
	say(text: string): Promise<number>;
}

/** The scenario answers after so long. */
const RING_MS = 3_000;

/** Starts one: it rings and is answered. @throws Error when the hook does not take it */
export async function startLiveCall(options: {
	hookUrl: string;
	secret: string;
	from: string;
	to: string;
}): Promise<LiveCall> {
	const { hookUrl, secret, from, to } = options;
	const runId = `live-${process.pid}-${Date.now()}`;
	const input = { from, to, runId, startAt: Date.now() - RING_MS, secrets: { secret }, hookUrl };
	const requests: SimulatedRequest[] = scenarios.answer?.(input) ?? [];
	for (const request of requests) {
		const status = await post(addressOf(hookUrl, request), request);
		if (status >= 300) throw new Error(`The hook answered ${status}`);
	}
	const last = requests.at(-1)?.body ?? new Uint8Array();
	const { call } = Started.parse(JSON.parse(Buffer.from(last).toString('utf8')));
	const turns: unknown[] = [];
	return {
		callId: callIdOf(call),
		say(text) {
			const start = turns.length * 3;
			const words = [{ word: '…', start, end: start + 2 }];
			turns.push({ role: turns.length % 2 === 0 ? 'agent' : 'user', content: text, words });
			const told = { event: 'transcript_updated', call: { ...call, transcript_object: turns } };
			const body = Buffer.from(JSON.stringify(told));
			const headers = {
				'content-type': 'application/json',
				[SIGNATURE_HEADER]: signatureOf(body, secret, Date.now()),
			};
			return post(hookUrl, { headers, body });
		},
	};
}
