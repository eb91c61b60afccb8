import { afterEach, expect, test } from 'vitest';
import { spoken } from './audio.testkit.ts';
import { type Desk, startDesk } from './transcription.testkit.ts';
import { wavFile } from './wav.ts';

let desk: Desk;
afterEach(() => desk.stop());

const RATE = 8_000;

test('speakers known by samples keep their letters over the parts', async () => {
	desk = await startDesk({ model: 'gpt-4o-transcribe-diarize' });
	await desk.record(wavFile(spoken([700_000, 600, 700_000], RATE), RATE));
	desk.openai.hear = (_upload, index) => ({
		segments: [
			{ start: 0, end: 5, text: 'Eins', speaker: index === 0 ? 'A' : 'voice_2' },
			{ start: 5, end: 10, text: 'Zwei', speaker: index === 0 ? 'B' : 'A' },
		],
	});
	await desk.run();
	const heard = (await desk.segments()).map(({ speakerName, text }) => `${speakerName} ${text}`);
	// Of the second part, the first speaker is B again, and its own A is somebody new.
	expect(heard).toEqual(['A Eins', 'B Zwei', 'B Eins', 'C Zwei']);
});

test('two languages in one call: that of most words is the transcript’s', async () => {
	desk = await startDesk();
	await desk.record(wavFile(spoken([700_000, 600, 700_000, 600, 200_000], RATE), RATE));
	desk.openai.hear = (_upload, index) =>
		index === 0
			? { language: 'english', segments: [{ start: 0, end: 3, text: 'Good morning.' }] }
			: {
					language: 'spanish',
					segments: [{ start: 0, end: 3, text: 'Buenos días, le llamo por la oferta.' }],
				};
	await desk.run();
	expect(await desk.events('ringside.transcript.ready')).toMatchObject([{ language: 'es', segmentCount: 3 }]);
});
