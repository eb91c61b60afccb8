import { HOOK_SECRET, KNOWN, SWITCHBOARD, UNKNOWN } from './furnish.testkit.ts';

/** What CloudTalk's automations send of an answered call, one behind the other. `number` is the call's in its API. */
export function callHooks(options: {
	number: string;
	from?: string;
	isRecorded: boolean;
	at: number;
}): object[] {
	const { number, from, isRecorded, at } = options;
	const after = (seconds: number) => new Date(at + seconds * 1_000).toISOString();
	const whole = {
		...{ call_uuid: `uuid-${number}`, call_id: number, direction: 'incoming', contact_name: '' },
		...{ external_number: from, internal_number: SWITCHBOARD, started_at: after(0) },
	};
	const ended = { ended_at: after(60), answered_at: after(3), talking_time: '57', is_voicemail: 'false' };
	const recording_url = 'https://my.cloudtalk.example.test/pub/r/1.wav';
	return [
		{ ...whole, event: 'call.started' },
		{ ...whole, event: 'call.ended', ...ended },
		...(isRecorded ? [{ ...whole, event: 'recording.uploaded', recording_url }] : []),
	];
}

/** Ids of the two calls of each run. */
export const calls = { known: 'cloudtalk-uuid-7001', unknown: 'cloudtalk-uuid-7002' };

/** Of both calls: a candidate's, recorded, and one of nobody known. */
export function bothCalls(at: number): object[] {
	return [
		...callHooks({ number: '7001', from: KNOWN, isRecorded: true, at }),
		...callHooks({ number: '7002', from: UNKNOWN, isRecorded: false, at }),
	];
}

/** As CloudTalk sends it; the answer's status. */
export async function sendHook(address: string, body: object): Promise<number> {
	const response = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${HOOK_SECRET}` },
		body: JSON.stringify(body),
	});
	await response.arrayBuffer();
	return response.status;
}
