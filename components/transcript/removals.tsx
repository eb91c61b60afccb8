import { useState } from 'preact/hooks';
import type { CallDetail, RecordingView } from '../../lib/contract/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { duration } from '../ui/time.ts';
import { useWords } from '../ui/words.ts';

interface RemovalsProps {
	/** With whom the call was. */
	name: string;
	detail: CallDetail;
	isBusy: boolean;
	onDecline(): void;
	onDelete(recording: RecordingView): void;
}

/** What takes something away for good: asked for by naming what goes. */
export function Removals({ name, detail, isBusy, onDecline, onDelete }: RemovalsProps) {
	const words = useWords();
	const [asked, setAsked] = useState<'decline' | RecordingView>();
	const kept = detail.recordings.filter(({ state }) => state === 'kept');
	if (detail.isDeclined && kept.length === 0) return null;
	const isDecline = asked === 'decline';
	const lengthOf = ({ durationSeconds }: RecordingView) =>
		durationSeconds === undefined ? '–' : duration(durationSeconds * 1_000);
	return (
		<p class="row removals">
			{!detail.isDeclined && (
				<button type="button" class="button quiet" disabled={isBusy} onClick={() => setAsked('decline')}>
					{words('decline_action')}
				</button>
			)}
			{kept.map((recording) => (
				<button
					key={recording.recordingId}
					type="button"
					class="button quiet"
					disabled={isBusy}
					onClick={() => setAsked(recording)}
				>
					{words('delete_recording')}
				</button>
			))}
			{asked && (
				<Dialog
					title={words(isDecline ? 'decline_title' : 'delete_recording_title')}
					onClose={() => setAsked(undefined)}
				>
					<p>
						{asked === 'decline'
							? words('decline_goes')
							: words('delete_recording_goes', { name, length: lengthOf(asked) })}
					</p>
					<div class="row">
						<button
							type="button"
							class="button danger"
							onClick={() => {
								setAsked(undefined);
								if (asked === 'decline') onDecline();
								else onDelete(asked);
							}}
						>
							{words(isDecline ? 'decline_action' : 'delete_recording')}
						</button>
						<button type="button" class="button" onClick={() => setAsked(undefined)}>
							{words('cancel')}
						</button>
					</div>
				</Dialog>
			)}
		</p>
	);
}

interface RecordingStateProps {
	recordings: readonly RecordingView[];
	providerLabel: string;
}

/** Why there is nothing to play. */
export function RecordingState({ recordings, providerLabel }: RecordingStateProps) {
	const words = useWords();
	if (recordings.length === 0 || recordings.some(({ state }) => state === 'kept')) return null;
	const isRemoved = recordings.every(({ state }) => state === 'removed');
	return (
		<p class="quiet">
			{isRemoved ? words('recording_removed') : words('recording_away', { provider: providerLabel })}
		</p>
	);
}
