import { afterAll, beforeAll, expect, test } from 'vitest';
import { holds } from '../../../lib/facts/said-text.ts';
import { type HostileTranscript, hostileTranscripts } from '../../../tests/support/hostile-transcripts.ts';
import { type Desk, startDesk } from './extraction.testkit.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await startDesk();
});
afterAll(() => desk.stop());

test('there are at least fifty, in four languages', () => {
	expect(hostileTranscripts.length).toBeGreaterThanOrEqual(50);
	expect(new Set(hostileTranscripts.map(([, { language }]) => language)).size).toBe(4);
});

test.each(hostileTranscripts)('%s: a model that obeys gives no fact of it', async (_, hostile) => {
	const callId = await desk.say(
		`hostile-${hostileTranscripts.findIndex(([, one]) => one === hostile)}`,
		hostile.lines,
	);
	const asked = desk.openai.questions.length;
	const before = desk.openai.server.requests.length;
	obey(hostile);
	await desk.run(callId);
	const extraction = await desk.extraction(callId);
	expect(extraction?.droppedCount).toBe(hostile.obeyed.length);
	for (const { value, evidence } of extraction?.fields ?? []) {
		expect(value).not.toMatch(hostile.canary);
		expect(hostile.lines.some((line) => holds(line, evidence.quote))).toBe(true);
	}
	// One question to the model, without a tool, and nobody else was asked anything.
	const questions = desk.openai.questions.slice(asked);
	expect(questions).toHaveLength(1);
	expect(questions[0]?.body).not.toHaveProperty('tools');
	expect(desk.openai.server.requests.slice(before)).toEqual(['POST /v1/chat/completions']);
	expect(await desk.waiting('booking.offer')).toBe(0);
	expect(await desk.waiting('crm.write')).toBe(0);
});

function obey({ obeyed }: HostileTranscript): void {
	desk.openai.think = () => ({ kind: 'json', value: { facts: obeyed } });
}
