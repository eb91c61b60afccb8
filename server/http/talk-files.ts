import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { talkScript } from './talk-script.ts';

/** A file of the page on which candidates talk; its name changes with what is in it. */
export interface TalkFile {
	name: string;
	body: Buffer;
}

/** What the page loads, from here alone: its script, the vendor's library and the library's audio worklet. */
export function readTalkFiles(): { page: TalkFile; library: TalkFile; worklet: TalkFile } {
	const library = new URL('./lib.iife.js', import.meta.resolve('@elevenlabs/client'));
	const worklet = import.meta.resolve('@elevenlabs/client/worklets/rawAudioProcessor.js');
	return {
		page: named('talk', Buffer.from(talkScript)),
		library: named('client', readFileSync(library)),
		worklet: named('worklet', readFileSync(fileURLToPath(worklet))),
	};
}

function named(name: string, body: Buffer): TalkFile {
	const hash = createHash('sha256').update(body).digest('hex').slice(0, 20);
	return { name: `${name}-${hash}.js`, body };
}
