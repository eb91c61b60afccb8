import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Segment } from '../../lib/contract/index.ts';
import { displayLines, displayText } from '../ui/text.ts';
import { duration } from '../ui/time.ts';
import { useWords } from '../ui/words.ts';
import { FindBar } from './find-bar.tsx';
import { markedParts, speakerName } from './lines.ts';

interface TranscriptProps {
	segments: readonly Segment[];
	/** Lines still come. */
	isLive: boolean;
	/** What the caller is called. */
	remoteName: string;
	/** The one that is heard now. */
	playingId: string | undefined;
	/** The one that proves a fact; `at` tells one click from the next. */
	shown: { segmentId: string; at: number } | undefined;
	/** Undefined where there is nothing to play. */
	onPlay: ((ms: number) => void) | undefined;
}

/** Closer to the end than that, px, she follows what is said. */
const NEAR_PX = 48;

/** What was said, by whom and when. */
export function Transcript(props: TranscriptProps) {
	const { segments, isLive, playingId, shown } = props;
	const words = useWords();
	const list = useRef<HTMLOListElement>(null);
	const [search, setSearch] = useState('');
	const found = search.trim()
		? segments.filter(({ text }) => markedParts(text, search).some(({ isFound }) => isFound))
		: [];
	const [place, setPlace] = useState(0);
	const foundId = found[Math.min(place, found.length - 1)]?.segmentId;
	useFollow(list, segments, isLive);
	useEffect(() => showLine(list.current, playingId), [playingId]);
	useEffect(() => showLine(list.current, shown?.segmentId), [shown]);
	useEffect(() => showLine(list.current, foundId), [foundId]);
	return (
		<section class="transcript" aria-label={words('transcript_title')}>
			<h3>{words('transcript_title')}</h3>
			{segments.length > 0 && (
				<FindBar
					search={search}
					count={found.length}
					onSearch={(text) => {
						setSearch(text);
						setPlace(0);
					}}
					onMove={(step) => setPlace((now) => (now + step + found.length) % Math.max(found.length, 1))}
				/>
			)}
			{isLive && <p class="quiet live">{words('transcript_live')}</p>}
			{segments.length === 0 && !isLive && <p class="quiet">{words('transcript_none')}</p>}
			<ol ref={list} class="said-lines">
				{segments.map((segment) => (
					<Line
						key={segment.segmentId}
						{...props}
						segment={segment}
						search={search}
						mark={segment.segmentId === shown?.segmentId || segment.segmentId === foundId}
					/>
				))}
			</ol>
		</section>
	);
}

function Line(props: TranscriptProps & { segment: Segment; search: string; mark: boolean }) {
	const { segment, search, mark, remoteName, playingId, onPlay } = props;
	const words = useWords();
	const { segmentId, speaker, startMs } = segment;
	const time = duration(startMs);
	return (
		<li
			class="said-line"
			data-id={segmentId}
			data-speaker={speaker}
			data-mark={mark ? '' : undefined}
			aria-current={segmentId === playingId ? 'true' : undefined}
		>
			<p class="said-by">
				<bdi>{displayText(speakerName(segment, remoteName, words))}</bdi>
				{onPlay ? (
					<button
						type="button"
						class="time-button"
						aria-label={words('transcript_play_from', { time })}
						onClick={() => onPlay(startMs)}
					>
						{time}
					</button>
				) : (
					<span class="quiet">{time}</span>
				)}
			</p>
			<p dir="auto">
				{markedParts(displayLines(segment.text), search).map(({ text, isFound }, index) =>
					isFound ? <mark key={index}>{text}</mark> : text,
				)}
			</p>
		</li>
	);
}

/** Goes with what is said now, unless she has scrolled up to read. */
function useFollow(
	list: { current: HTMLOListElement | null },
	segments: readonly Segment[],
	isLive: boolean,
): void {
	const isAtEnd = useRef(true);
	useEffect(() => {
		const box = list.current;
		if (!box) return;
		const look = () => {
			isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
		};
		box.addEventListener('scroll', look);
		return () => box.removeEventListener('scroll', look);
	}, []);
	useLayoutEffect(() => {
		if (isLive && isAtEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight;
	}, [segments, isLive]);
}

/** Only the box of lines is scrolled: the page stays where she looks. */
function showLine(box: HTMLOListElement | null, segmentId: string | undefined): void {
	if (!box || segmentId === undefined) return;
	const line = [...box.children].find((child) => child.getAttribute('data-id') === segmentId);
	if (!(line instanceof HTMLElement)) return;
	const top = line.offsetTop - box.offsetTop;
	const isSeen = top >= box.scrollTop && top + line.offsetHeight <= box.scrollTop + box.clientHeight;
	if (!isSeen) box.scrollTop = top - box.clientHeight / 3;
}
