import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getProgram } from '../../scripts/browser.ts';
import { runCommand } from '../../scripts/command.ts';

export type Speech = { kind: 'spoken'; wav: Buffer } | { kind: 'missing'; message: string };

/** Real speech by eSpeak NG (16-bit mono at 22,050 Hz), which is fetched where it may be. */
export async function speak(text: string, { voice = 'de' }: { voice?: string } = {}): Promise<Speech> {
	const found = await getProgram('espeak');
	if (found.kind === 'missing') return found;
	const folder = await mkdtemp(path.join(tmpdir(), 'ringside-speech-'));
	try {
		const file = path.join(folder, 'speech.wav');
		const spoken = await runCommand(found.path, ['-v', voice, '-w', file, text]);
		if (spoken.code !== 0) return { kind: 'missing', message: `eSpeak NG failed: ${spoken.output}` };
		return { kind: 'spoken', wav: await readFile(file) };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
