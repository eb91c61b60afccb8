import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { CallDetail, Segment, UnassignedCall } from '../../lib/contract/index.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { CallTools } from '../calls/call-tools.tsx';
import { CallsList } from '../calls/calls-list.tsx';
import { PanelViews } from '../calls/panel-views.tsx';
import { AssignBox } from '../inbox/assign-box.tsx';
import { Inbox, type Waiting } from '../inbox/inbox.tsx';
import { CallView } from '../transcript/call-view.tsx';
import { CompactFacts } from '../transcript/compact-facts.tsx';
import { useWords } from '../ui/words.ts';
import { callStates, now } from './calls.ts';

const nothing = () => {};
const clock = { now: () => now };
const at = (ms: number) => new Date(now + ms).toISOString();
const cardOf = (state: string): CardView => callStates[state]?.[0] ?? ({} as CardView);
const known: CardView = {
	...cardOf('ended'),
	startedAt: now - 400_000,
	endedAt: now - 190_000,
	answeredAt: now - 392_000,
};
const stranger: CardView = {
	...known,
	callId: 'retell-7',
	caller: { kind: 'unknown', place: 'Germany' },
	number: { formatted: '+49 30 23125990', copy: '+493023125990' },
};

const lines: [Segment['speaker'], string][] = [
	['assistant', 'Guten Tag, hier ist Susi von Nordlicht Personal. Womit kann ich helfen?'],
	['remote', 'Hello, I live in Potsdam and I call about the nurse position.'],
	['assistant', 'Gern. Ab wann könnten Sie anfangen, und was stellen Sie sich als Gehalt vor?'],
	[
		'remote',
		'My notice period is six weeks to the end of the quarter. I would like forty-one thousand a year.',
	],
	['local', 'Ich übernehme kurz: Wollen wir am 20. Juni um 15 Uhr sprechen?'],
	['remote', 'Am 20. Juni um 15 Uhr, ja, das passt gut.'],
];
const segments: Segment[] = lines.map(([speaker, text], index) => ({
	segmentId: `s${index}`,
	speaker,
	text,
	startMs: index * 6_200,
	endMs: index * 6_200 + 5_000,
}));

const field = (name: string, label: string, crmField?: string) => ({
	...{ name, label, kind: 'text' as const, description: '', choices: [], crmField },
});
const found = (name: string, value: string, segmentId: string) => ({
	...{ name, value },
	evidence: { segmentId, quote: segments.find((one) => one.segmentId === segmentId)?.text ?? '' },
});

const call = { callId: known.callId, views: [] };
const empty: CallDetail = {
	...{ call, segments: [], isTranscriptComplete: false, recordings: [], progress: [], consent: 'announced' },
	...{ isDeclined: false, fields: [], writesTo: 'lead', written: [] },
};
const recording = {
	...{ recordingId: 'r1', provider: 'webex', connectionId: 'c1', callId: known.callId },
	...{ contentType: 'audio/mpeg', durationSeconds: 202, state: 'kept' as const, size: 1_616_000 },
};
const draft: CallDetail = {
	...empty,
	...{ segments, isTranscriptComplete: true, recordings: [recording] },
	fields: [
		field('location', 'Location', 'residence'),
		field('notice_period', 'Notice period', 'notice_period'),
		field('salary_wish', 'Salary wish'),
	],
	extraction: {
		...{ callId: known.callId, extractionId: 'e1', droppedCount: 2 },
		fields: [
			found('location', 'Potsdam', 's1'),
			found('notice_period', 'six weeks to the end of the quarter', 's3'),
			found('salary_wish', '41,000 a year', 's3'),
		],
	},
	booking: {
		callId: known.callId,
		wish: {
			startsAt: '2026-06-20T13:00:00Z',
			timeZone: 'Europe/Berlin',
			hasTime: true,
			quote: 'Am 20. Juni um 15 Uhr, ja, das passt gut.',
			segmentId: 's5',
		},
		...{ isFree: true, alternatives: ['2026-06-20T14:00:00Z', '2026-06-22T07:30:00Z'] },
	},
};
const accepted: CallDetail = {
	...draft,
	reviewed: {
		...{ callId: known.callId, extractionId: 'e1', userId: 'u1', at: at(-20_000) },
		decisions: [
			{ name: 'location', decision: 'accepted' },
			{ name: 'notice_period', decision: 'edited', value: 'six weeks' },
			{ name: 'salary_wish', decision: 'rejected' },
		],
	},
	written: [{ callId: known.callId, target: 'lead', fields: { residence: 'Potsdam' }, at: at(-15_000) }],
	booking: draft.booking && {
		...draft.booking,
		booked: {
			bookingId: 'b1',
			provider: 'calcom',
			connectionId: 'c2',
			title: 'Call',
			startsAt: '2026-06-20T13:00:00Z',
			attendee: { raw: '' },
		},
	},
};
const unassigned: UnassignedCall = {
	...{
		callId: 'retell-7',
		state: 'open',
		saidName: 'Mira Lindqvist',
		saidCompany: 'Nordlicht',
		changedAt: at(-190_000),
	},
	suggestions: [{ leadId: '101', name: 'Mira Lindqvist', why: 'name' }],
};
const stopped: CallDetail = {
	...empty,
	...{ segments: segments.slice(0, 2), isTranscriptComplete: true, writesTo: 'nowhere' },
	recordings: [{ ...recording, state: 'at-the-vendor' }],
	progress: [
		{
			callId: known.callId,
			stage: 'recording',
			state: 'stopped',
			reason: 'signed-out',
			detail: '401 Unauthorized',
		},
		{ callId: known.callId, stage: 'transcript', state: 'running', done: 3, total: 8 },
		{ callId: known.callId, stage: 'facts', state: 'waiting', reason: 'vendor-busy' },
	],
};

function Page({ view, children }: { view: 'calls' | 'inbox' | 'call'; children: ComponentChildren }) {
	const words = useWords();
	return (
		<main class="panel-page">
			<h1 class="hidden">{words('panel_title')}</h1>
			<PanelViews view={view} waiting={2} onView={nothing} />
			{children}
		</main>
	);
}

const assign = {
	isBusy: false,
	onAssign: nothing,
	onCreate: nothing,
	onDismiss: nothing,
	onSearch: async () => [],
};

function Call({ card = known, detail }: { card?: CardView; detail: CallDetail }) {
	return (
		<Page view="call">
			<CallView
				{...{ card, detail, clock }}
				audio={{ loaded: 0, total: 0, durationMs: 202_000 }}
				isBusy={false}
				trouble={undefined}
				tools={<CallTools rawAt="#" onBack={nothing} onExport={nothing} />}
				inbox={
					detail.unassigned && <AssignBox {...assign} unassigned={detail.unassigned} who="+49 30 23125990" />
				}
				onReview={nothing}
				onRetry={nothing}
				onDecline={nothing}
				onDeleteRecording={nothing}
				onBook={nothing}
				onLoadAudio={nothing}
				onStarved={nothing}
				onCopy={nothing}
			/>
		</Page>
	);
}

const past = Object.values(callStates)
	.flat()
	.slice(0, 12)
	.map((card, index) => ({ ...card, callId: `past-${index}` }));

function List({
	calls,
	search = '',
	isBusy = false,
}: {
	calls?: CardView[];
	search?: string;
	isBusy?: boolean;
}) {
	const [filter, setFilter] = useState({ search });
	return (
		<Page view="calls">
			<CallsList
				{...{ calls, filter, isBusy, clock }}
				hasMore={Boolean(calls?.length)}
				trouble={undefined}
				deliveriesOf={() => '#'}
				onFilter={(next) => setFilter({ search: '', ...next })}
				onMore={nothing}
				onOpen={nothing}
				onPlay={nothing}
				onExport={nothing}
				onCopy={nothing}
			/>
		</Page>
	);
}

function InboxPage({ waiting, dismissed }: { waiting: Waiting[]; dismissed?: Waiting }) {
	return (
		<Page view="inbox">
			<Inbox
				{...{ ...assign, waiting, dismissed, clock }}
				trouble={undefined}
				onUndo={nothing}
				onOpen={nothing}
				onCopy={nothing}
			/>
		</Page>
	);
}

const second: Waiting = {
	unassigned: {
		...unassigned,
		callId: 'webex-9',
		saidName: undefined,
		saidCompany: undefined,
		suggestions: [],
	},
	card: { ...cardOf('anonymous'), callId: 'webex-9' },
};

/** The side panel in each state, by name. */
export const afterCallStates: Record<string, () => ComponentChildren> = {
	'call, live with lines': () => (
		<Call card={cardOf('answered')} detail={{ ...empty, segments: segments.slice(0, 4) }} />
	),
	'call, transcript and draft facts': () => <Call detail={draft} />,
	'call, accepted and written': () => <Call detail={accepted} />,
	'call, no consent': () => (
		<Call
			detail={{
				...empty,
				...{ consent: 'none', recordings: [{ ...recording, state: 'at-the-vendor' }] },
				progress: [{ callId: known.callId, stage: 'recording', state: 'stopped', reason: 'no-consent' }],
			}}
		/>
	),
	'call, stopped with a reason': () => <Call detail={stopped} />,
	'call, unknown caller': () => (
		<Call card={stranger} detail={{ ...draft, writesTo: 'unassigned', booking: undefined, unassigned }} />
	),
	'card, facts to check': () => (
		<main style="inline-size:328px;padding:16px">
			<h1 class="hidden">Ringside</h1>
			<CompactFacts
				facts={{ ...draft, callId: known.callId, hasTranscript: true, leadName: 'Mira Lindqvist' }}
				state="idle"
				mayAct={() => true}
				onReview={nothing}
				onPanel={nothing}
			/>
		</main>
	),
	'inbox, two wait': () => <InboxPage waiting={[{ unassigned, card: stranger }, second]} />,
	'inbox, one dismissed': () => <InboxPage waiting={[second]} dismissed={{ unassigned, card: stranger }} />,
	'inbox, empty': () => <InboxPage waiting={[]} />,
	'calls, full': () => <List calls={past} />,
	'calls, none': () => <List calls={[]} />,
	'calls, searching': () => <List calls={past.slice(0, 2)} search="+49 30" isBusy />,
	'calls, nothing found': () => <List calls={[]} search="webex-0" />,
};
