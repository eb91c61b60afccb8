import type { Clock } from '../../lib/clock.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { callerTitle, countedMs, stateIcons, stateTitle } from '../call/view.ts';
import { NoteField } from '../note/note-field.tsx';
import type { NoteState } from '../note/note-saver.ts';
import { ConnectionNotice } from '../setup/connection.tsx';
import { Icon } from '../ui/icons.tsx';
import { displayText } from '../ui/text.ts';
import { duration, exactTime, timeAgo } from '../ui/time.ts';
import { useWords } from '../ui/words.ts';
import './popup.css';

export type PastCall = CardView & { note: string };

interface PopupProps {
	status?: ExtensionStatus;
	calls?: PastCall[];
	clock: Clock;
	noteStates: ReadonlyMap<string, NoteState>;
	onNote(callId: string, text: string): void;
	onSettings(): void;
	/** To the side panel. */
	onCalls(): void;
	onCopy(text: string): void;
}

/** How it is, and the last calls with their notes. */
export function Popup({ status, calls, clock, noteStates, onNote, onSettings, onCalls, onCopy }: PopupProps) {
	const words = useWords();
	return (
		<main class="popup">
			<header>
				<img src="/icon/48.png" alt="" width="24" height="24" />
				<h1>Ringside</h1>
				<button type="button" class="button quiet" onClick={onCalls}>
					<Icon name="list" />
					{words('panel_calls')}
				</button>
				<button type="button" class="button quiet" onClick={onSettings}>
					<Icon name="settings" />
					{words('popup_settings')}
				</button>
			</header>
			{status && <ConnectionNotice status={status} clock={clock} onCopy={onCopy} />}
			<h2>{words('popup_calls')}</h2>
			{calls?.length === 0 && <p class="quiet">{words('popup_empty')}</p>}
			<ul>
				{calls?.map((call) => (
					<CallRow
						key={call.callId}
						call={call}
						clock={clock}
						noteState={noteStates.get(call.callId) ?? 'clean'}
						onNote={(text) => onNote(call.callId, text)}
					/>
				))}
			</ul>
		</main>
	);
}

interface CallRowProps {
	call: PastCall;
	clock: Clock;
	noteState: NoteState;
	onNote(text: string): void;
}

function CallRow({ call, clock, noteState, onNote }: CallRowProps) {
	const words = useWords();
	const name = personName(call) ?? callerTitle(call, words);
	const state = call.state === 'ringing' ? words('popup_ringing') : stateTitle(call, words);
	const counted = countedMs(call, clock.now());
	const length = call.state !== 'ringing' && counted !== undefined ? duration(counted) : undefined;
	return (
		<li class="past-call" data-state={call.state}>
			<Icon name={call.state === 'ended' ? directionIcon(call) : stateIcons[call.state]} />
			<div class="grow">
				<p class="row">
					<bdi class="past-name grow">{name}</bdi>
					{call.startedAt !== undefined && (
						<time
							class="quiet"
							dateTime={new Date(call.startedAt).toISOString()}
							title={exactTime(call.startedAt, words.locale)}
						>
							{timeAgo(call.startedAt, clock.now(), words.locale)}
						</time>
					)}
				</p>
				<p class="quiet">
					<span class="said">{words(call.direction === 'inbound' ? 'call_inbound' : 'call_outbound')}. </span>
					{[state, length, call.test && words('card_test')].filter(Boolean).join(' · ')}
					{call.number && name !== call.number.formatted && (
						<>
							{' · '}
							<bdi dir="ltr">{call.number.formatted}</bdi>
						</>
					)}
				</p>
				<NoteField
					initial={call.note}
					state={noteState}
					label={words('popup_note_of', { name })}
					onWrite={onNote}
				/>
			</div>
		</li>
	);
}

function personName({ caller }: CardView): string | undefined {
	return caller.kind === 'lead' ? displayText(caller.lead.name) : undefined;
}

function directionIcon({ direction }: CardView) {
	return direction === 'inbound' ? 'incoming' : 'outgoing';
}
