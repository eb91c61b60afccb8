import { spoken, stereoFile } from '../../server/pipeline/transcription/audio.testkit.ts';
import { PulspointSimulator } from '../support/crm.ts';
import { CalcomSimulator } from '../support/vendors/calcom.ts';
import { CloudTalkSimulator } from '../support/vendors/cloudtalk.ts';
import { OpenAiSimulator } from '../support/vendors/openai.ts';

export type Vendors = Awaited<ReturnType<typeof startVendors>>;

export const EVENT_TYPE = 123;
const TIME_ZONE = 'Europe/Berlin';
const RATE = 8_000;
const SPEECH = spoken([2_000, 500, 1_500], RATE);
const ANSWER = spoken([100, 1_900, 800, 1_200], RATE, 9);

/** Ten days after a call, at three in the afternoon: as it is said, and as it is meant. */
function wishOf(calledAt: number): { words: string; startsAt: string } {
	const called = Temporal.Instant.fromEpochMilliseconds(calledAt).toZonedDateTimeISO(TIME_ZONE);
	const wished = called.add({ days: 10 }).with({ hour: 15, minute: 0, second: 0, millisecond: 0 });
	const day = wished.toLocaleString('de', { day: 'numeric', month: 'long' });
	const startsAt = new Date(wished.epochMilliseconds).toISOString();
	return { words: `am ${day} um 15 Uhr`, startsAt };
}

/** Everybody outside: the telephone system with recordings, the models, the CRM with one candidate, and a calendar. */
export async function startVendors() {
	const openai = await new OpenAiSimulator().start();
	let wish = '';
	openai.hear = () => ({
		segments: [{ start: 0, end: 2, text: `Ich könnte ab Mai anfangen, bei der Kern GmbH. Gern ${wish}.` }],
	});
	openai.think = () => ({
		kind: 'json',
		value: {
			facts: [
				{ field: 'availability', value: 'ab Mai', quote: 'ab Mai anfangen', line: 0 },
				{ field: 'company', value: 'Kern GmbH', quote: 'bei der Kern GmbH', line: 0 },
				{ field: 'appointment_wish', value: wish, quote: `Gern ${wish}`, line: 0 },
			],
		},
	});
	const cloudtalk = new CloudTalkSimulator();
	cloudtalk.remaining = Number.POSITIVE_INFINITY;
	const crm = new PulspointSimulator();
	crm.candidates.set('cand-1', {});
	const cal = new CalcomSimulator();
	await Promise.all([cloudtalk.server.start(), crm.server.start(), cal.server.start()]);
	const origins: [string, string][] = [
		['https://api.openai.com', openai.server.origin],
		['https://my.cloudtalk.io', cloudtalk.server.origin],
		['https://api.cal.com', cal.server.origin],
		[crm.baseUrl, crm.server.origin],
	];
	return {
		...{ openai, cloudtalk, crm, cal, origins },
		/** There is a short recording of this call, both sides on channels of their own, with a wish that is free. */
		record(call: string, calledAt: number): void {
			const { words, startsAt } = wishOf(calledAt);
			wish = words;
			cal.calendar.open = [startsAt];
			cloudtalk.recordings.set(call, stereoFile(SPEECH, ANSWER, RATE));
		},
		stop() {
			openai.stop();
			cloudtalk.server.stop();
			crm.server.stop();
			cal.server.stop();
		},
	};
}
