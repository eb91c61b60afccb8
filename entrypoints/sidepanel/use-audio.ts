import { useEffect, useRef, useState } from 'preact/hooks';
import type { AudioSource } from '../../components/transcript/use-player.ts';
import type { RecordingView } from '../../lib/contract/index.ts';
import type { CallsApi } from '../../lib/server-api/calls-api.ts';
import { askServer } from '../options/ask-server.ts';

const nothing: AudioSource = { loaded: 0, total: 0 };

/** Fetches a recording piece by piece; the first one plays while the others come. */
export function useAudio(api: CallsApi) {
	const [source, setSource] = useState<AudioSource>(nothing);
	const [isLoading, setLoading] = useState(false);
	const pieces = useRef<Blob[]>([]);
	const type = useRef('');
	const urls = useRef<string[]>([]);
	/** Bytes handed over so far. */
	const handed = useRef(0);
	const isStarving = useRef(false);
	const isGone = useRef(false);
	useEffect(
		() => () => {
			isGone.current = true;
			for (const url of urls.current) URL.revokeObjectURL(url);
		},
		[],
	);

	/** What has come so far as something that can be played. */
	function makeUrl(): string {
		const url = URL.createObjectURL(new Blob(pieces.current, { type: type.current }));
		urls.current.push(url);
		handed.current = sizeOf(pieces.current);
		isStarving.current = false;
		return url;
	}

	async function load(recording: RecordingView): Promise<void> {
		if (isLoading) return;
		setLoading(true);
		const durationMs = recording.durationSeconds && recording.durationSeconds * 1_000;
		for (;;) {
			const loaded = sizeOf(pieces.current);
			const answer = await askServer((as) => api.audio(as, recording, loaded));
			if (isGone.current) return;
			// An empty piece would be asked for for ever.
			if (answer.kind !== 'ok' || answer.value.bytes.size === 0) {
				setSource((now) => ({ ...now, hasFailed: true }));
				break;
			}
			const { bytes, total, contentType } = answer.value;
			pieces.current.push(bytes);
			type.current = recording.contentType ?? contentType;
			const now = loaded + bytes.size;
			const url = loaded === 0 || now >= total || isStarving.current ? makeUrl() : undefined;
			setSource((last) => ({ loaded: now, total, durationMs, url: url ?? last.url }));
			if (now >= total) break;
		}
		setLoading(false);
	}

	return {
		source,
		load: (recording: RecordingView) => void load(recording),
		/** What was handed over before has been played. */
		handOver() {
			// Nothing new: the next piece is handed over as soon as it is there.
			isStarving.current = sizeOf(pieces.current) === handed.current;
			if (isStarving.current) return;
			const url = makeUrl();
			setSource((now) => ({ ...now, url }));
		},
	};
}

function sizeOf(pieces: readonly Blob[]): number {
	return pieces.reduce((sum, { size }) => sum + size, 0);
}
