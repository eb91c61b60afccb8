import { CallTools } from '../../components/calls/call-tools.tsx';
import { AssignBox } from '../../components/inbox/assign-box.tsx';
import { personOf } from '../../components/transcript/call-head.tsx';
import { CallView } from '../../components/transcript/call-view.tsx';
import { ProblemNotice } from '../../components/ui/problem.tsx';
import { useWords } from '../../components/ui/words.ts';
import { systemClock } from '../../lib/clock.ts';
import type { CallsApi } from '../../lib/server-api/calls-api.ts';
import { copy } from '../options/clipboard.ts';
import { useAudio } from './use-audio.ts';
import { useCall } from './use-call.ts';
import { searchLeads, type useInbox } from './use-inbox.ts';

interface CallPageProps {
	api: CallsApi;
	inbox: ReturnType<typeof useInbox>;
	callId: string;
	/** She asked for it by its play button. */
	plays: boolean;
	/** What the provider sent; undefined for who may not see it. */
	rawAt: string | undefined;
	onExport(callId: string): void;
	onBack(): void;
}

/** One call, read from the server and kept fresh. */
export function CallPage({ api, inbox, callId, plays, rawAt, onExport, onBack }: CallPageProps) {
	const words = useWords();
	const { call, isGone, isBusy, trouble, command } = useCall(api, callId, words.locale);
	const audio = useAudio(api);
	const tools = <CallTools rawAt={rawAt} onBack={onBack} onExport={call && (() => onExport(callId))} />;
	if (!call) {
		return (
			<>
				{tools}
				<ProblemNotice trouble={trouble} onCopy={copy} />
				{!trouble && (
					<p class="quiet" role="status">
						{words(isGone ? 'call_gone' : 'call_reading')}
					</p>
				)}
			</>
		);
	}
	const { card, detail } = call;
	const { unassigned, extraction } = detail;
	return (
		<CallView
			{...{ card, detail, isBusy, trouble, tools, plays }}
			clock={systemClock}
			audio={audio.source}
			inbox={
				unassigned?.state === 'open' && (
					<AssignBox
						unassigned={unassigned}
						who={personOf(card, words)}
						isBusy={isBusy}
						onAssign={(_, leadId) => command('assignCall', { callId, leadId })}
						onCreate={(_, lead) => command('createLead', { callId, ...lead })}
						onDismiss={(one) => {
							inbox.onDismiss(one);
							onBack();
						}}
						onSearch={searchLeads}
					/>
				)
			}
			onReview={(decisions) => {
				if (extraction) command('reviewFacts', { callId, extractionId: extraction.extractionId, decisions });
			}}
			onRetry={(stage) => command('retryStage', { callId, stage })}
			onDecline={() => command('declineTranscript', { callId })}
			onDeleteRecording={({ connectionId, recordingId }) =>
				command('deleteRecording', { callId, connectionId, recordingId })
			}
			onBook={(startsAt) => command('bookSlot', { callId, startsAt })}
			onLoadAudio={audio.load}
			onStarved={audio.handOver}
			onCopy={copy}
		/>
	);
}
