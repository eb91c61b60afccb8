import { useEffect, useRef, useState } from 'preact/hooks';

/** A recording as far as it has come. */
export interface AudioSource {
	/** Playable from its beginning as far as it was loaded; undefined before the first piece. */
	url?: string;
	/** Bytes. */
	loaded: number;
	total: number;
	/** As the provider says. */
	durationMs?: number;
	hasFailed?: boolean;
}

export interface Player {
	/** For the `<audio>` element. */
	element: { current: HTMLAudioElement | null };
	events: {
		onTimeUpdate(): void;
		onPlay(): void;
		onPause(): void;
		onEnded(): void;
		onLoadedMetadata(): void;
		onError(): void;
	};
	timeMs: number;
	durationMs: number | undefined;
	isPlaying: boolean;
	/** Wanted, and not there yet. */
	isWaiting: boolean;
	isUnplayable: boolean;
	rate: number;
	toggle(): void;
	seek(ms: number): void;
	playFrom(ms: number): void;
	setRate(rate: number): void;
}

interface Resume {
	ms: number;
	play: boolean;
}

/** Plays what is there and goes on with what comes. `onWanted`: load it; `onStarved`: hand over what came since. */
export function usePlayer(
	source: AudioSource,
	{ onWanted, onStarved }: { onWanted(): void; onStarved(): void },
): Player {
	const element = useRef<HTMLAudioElement>(null);
	const used = useRef<string>(undefined);
	const resume = useRef<Resume>(undefined);
	const [state, setState] = useState({ timeMs: 0, isPlaying: false, isWaiting: false, isUnplayable: false });
	const [told, setTold] = useState<number>();
	const [rate, setRate] = useState(1);
	const isWhole = source.total > 0 && source.loaded >= source.total;
	const change = (part: Partial<typeof state>) => setState((now) => ({ ...now, ...part }));

	/** Another address starts from nothing: where she was is taken up again once it is read. */
	function adopt(next: Resume): void {
		const audio = element.current;
		if (!audio || !source.url) return;
		resume.current = next;
		used.current = source.url;
		audio.src = source.url;
	}

	const isThere = (audio: HTMLAudioElement, ms: number) =>
		(isWhole && used.current === source.url) || ms / 1_000 < (audio.duration || 0);

	function go(ms: number, play: boolean): void {
		const audio = element.current;
		if (!audio) return;
		change({ timeMs: ms, isWaiting: play && !used.current });
		if (!used.current) {
			resume.current = { ms, play };
			onWanted();
			return;
		}
		if (!isThere(audio, ms)) {
			audio.pause();
			if (used.current !== source.url) adopt({ ms, play });
			// Taken up as soon as more of it has come.
			else resume.current = { ms, play };
			change({ isWaiting: play });
			return;
		}
		resume.current = undefined;
		audio.currentTime = ms / 1_000;
		if (play) void audio.play().catch(() => change({ isPlaying: false }));
	}

	useEffect(() => {
		const audio = element.current;
		if (!source.url || !audio || used.current === source.url) return;
		const isStarved = used.current === undefined || resume.current !== undefined || audio.paused;
		if (isStarved) adopt(resume.current ?? { ms: state.timeMs, play: false });
	}, [source.url]);

	return {
		element,
		...state,
		rate,
		// What the provider says is rounded, where it is right.
		durationMs: (isWhole ? told : undefined) ?? source.durationMs,
		events: {
			onTimeUpdate() {
				// Where she wants to be is not there yet: it is what shows.
				if (element.current && !resume.current) change({ timeMs: element.current.currentTime * 1_000 });
			},
			onPlay: () => change({ isPlaying: true, isWaiting: false }),
			onPause: () => change({ isPlaying: false }),
			onEnded() {
				if (used.current === source.url && isWhole) return;
				const next = { ms: state.timeMs, play: true };
				change({ isWaiting: true });
				if (used.current !== source.url) {
					adopt(next);
					return;
				}
				resume.current = next;
				onStarved();
			},
			onLoadedMetadata() {
				const audio = element.current;
				const next = resume.current;
				resume.current = undefined;
				if (!audio) return;
				audio.playbackRate = rate;
				if (Number.isFinite(audio.duration)) setTold(audio.duration * 1_000);
				if (next && !isThere(audio, next.ms)) {
					resume.current = next;
					return;
				}
				if (next) audio.currentTime = next.ms / 1_000;
				if (next?.play) void audio.play().catch(() => change({ isPlaying: false, isWaiting: false }));
			},
			onError: () => change({ isUnplayable: true, isPlaying: false, isWaiting: false }),
		},
		toggle() {
			if (state.isPlaying) element.current?.pause();
			else go(state.timeMs, true);
		},
		seek: (ms) => go(ms, state.isPlaying),
		playFrom: (ms) => go(ms, true),
		setRate(next) {
			setRate(next);
			if (element.current) element.current.playbackRate = next;
		},
	};
}
