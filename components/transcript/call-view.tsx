import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Clock } from '../../lib/clock.ts';
import type { CallDetail, RecordingView, Stage } from '../../lib/contract/index.ts';
import type { FactDecision } from '../../lib/messages/protocol.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { ProblemNotice, type Trouble } from '../ui/problem.tsx';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';
import { Appointment } from './appointment.tsx';
import { CallHead, personOf } from './call-head.tsx';
import { Consent } from './consent.tsx';
import { Facts } from './facts.tsx';
import { lineAt } from './lines.ts';
import { PlayerBar } from './player.tsx';
import { RecordingState, Removals } from './removals.tsx';
import { Stages } from './stages.tsx';
import { Transcript } from './transcript.tsx';
import { type AudioSource, usePlayer } from './use-player.ts';
import './call-view.css';

export interface CallViewProps {
	/** Who called and what became of it. */
	card: CardView;
	detail: CallDetail;
	clock: Clock;
	audio: AudioSource;
	/** It begins to play by itself: she asked for it. */
	plays?: boolean;
	isBusy: boolean;
	trouble: Trouble | undefined;
	/** Who it is waits to be said: how to say it. */
	inbox?: ComponentChildren;
	/** Leave, save, raw view. */
	tools?: ComponentChildren;
	onReview(decisions: FactDecision[]): void;
	onRetry(stage: Stage): void;
	onDecline(): void;
	onDeleteRecording(recording: RecordingView): void;
	onBook(startsAt: string): void;
	onLoadAudio(recording: RecordingView): void;
	onStarved(): void;
	onCopy(text: string): void;
}

/** One call: what was said, what follows from it, and what is still being done. */
export function CallView(props: CallViewProps) {
	const { card, detail, clock, audio, isBusy, trouble, inbox, tools } = props;
	const words = useWords();
	const kept = detail.recordings.find(({ state }) => state === 'kept');
	const player = usePlayer(audio, {
		onWanted: () => kept && props.onLoadAudio(kept),
		onStarved: props.onStarved,
	});
	const [shown, setShown] = useState<{ segmentId: string; at: number }>();
	const isLive = card.state === 'ringing' || card.state === 'answered';
	// It was declined before anything was made of it, and nothing will be.
	const hasNothing = detail.isDeclined && detail.segments.length === 0 && !detail.extraction;
	const isHeard = player.isPlaying || player.timeMs > 0;

	useEffect(() => {
		if (props.plays && kept) player.playFrom(0);
	}, []);

	/** To the sentence, which is also played where there is a recording. */
	function show(segmentId: string): void {
		setShown((last) => ({ segmentId, at: (last?.at ?? 0) + 1 }));
		const said = detail.segments.find((one) => one.segmentId === segmentId);
		if (kept && said) player.playFrom(said.startMs);
	}

	return (
		<article class="call-view" data-live={isLive ? '' : undefined}>
			{tools}
			<CallHead card={card} isAssistant={card.assistant === true || isAssistantCall(detail)} clock={clock} />
			<ProblemNotice trouble={trouble} onCopy={props.onCopy} />
			<Consent detail={detail} isLive={isLive} />
			<Stages progress={detail.progress} isBusy={isBusy} onRetry={props.onRetry} />
			{inbox}
			{kept && <PlayerBar player={player} source={audio} />}
			{!hasNothing && (
				<div class="call-columns">
					<Transcript
						segments={detail.segments}
						isLive={isLive && !detail.isTranscriptComplete}
						remoteName={card.caller.kind === 'lead' ? card.caller.lead.name : ''}
						playingId={isHeard ? lineAt(detail.segments, player.timeMs)?.segmentId : undefined}
						shown={shown}
						onPlay={kept && player.playFrom}
					/>
					<div class="call-side">
						{detail.booking && (
							<Appointment offer={detail.booking} isBusy={isBusy} onBook={props.onBook} onShow={show} />
						)}
						<Facts
							detail={detail}
							leadName={card.caller.kind === 'lead' ? card.caller.lead.name : undefined}
							isBusy={isBusy}
							onReview={props.onReview}
							onShow={show}
						/>
					</div>
				</div>
			)}
			<RecordingState recordings={detail.recordings} providerLabel={displayText(card.providerLabel)} />
			<Removals
				name={personOf(card, words)}
				detail={detail}
				isBusy={isBusy}
				onDecline={props.onDecline}
				onDelete={props.onDeleteRecording}
			/>
		</article>
	);
}

/** Our side of it was a machine. */
function isAssistantCall({ segments, call }: CallDetail): boolean {
	const providers = new Set(call.views.map(({ data }) => data.provider));
	return (
		providers.has('retell') ||
		providers.has('elevenlabs') ||
		segments.some(({ speaker }) => speaker === 'assistant')
	);
}
