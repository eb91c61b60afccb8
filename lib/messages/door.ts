import type { ToWorker } from './messenger.ts';
import { messageSchemas } from './schemas.ts';
import { type SenderFacts, type SenderShape, type Speaker, speakerOf } from './senders.ts';

export type Verb = keyof ToWorker;

/** Who may say what; a verb that is missing here does not compile. */
const maySay = {
	currentCards: 'page-part',
	openRecord: 'page-part',
	dismissCall: 'page-part',
	chooseLead: 'page-part',
	undoChoice: 'page-part',
	cardPlace: 'page-part',
	placeCard: 'page-part',
	touchCall: 'page-part',
	openFrame: 'page-part',
	openPanel: 'page-part',
	frameReady: 'frame',
	saveNote: 'frame',
	callFacts: 'frame',
	reviewCall: 'frame',
	showInPanel: 'frame',
	status: 'extension-page',
	pair: 'extension-page',
	unpair: 'extension-page',
	setRegion: 'extension-page',
	sitesChanged: 'extension-page',
	testRing: 'extension-page',
	syncLeads: 'extension-page',
	recentCalls: 'extension-page',
	saveCallNote: 'extension-page',
	serverAccess: 'extension-page',
	takeShownCall: 'extension-page',
	leads: 'extension-page',
	searchLeads: 'extension-page',
} as const satisfies Record<Verb, Exclude<Speaker['kind'], 'stranger'>>;

type SpeakerFor<V extends Verb> = Extract<Speaker, { kind: (typeof maySay)[V] }>;

export type Handlers = {
	[V in Verb]: (
		data: Parameters<ToWorker[V]>[0],
		speaker: SpeakerFor<V>,
	) => ReturnType<ToWorker[V]> | Promise<Awaited<ReturnType<ToWorker[V]>>>;
};

/** A message that nobody of ours would have sent. */
export class MessageRefused extends Error {
	override name = 'MessageRefused';
}

export const verbs = Object.keys(maySay) as Verb[];

/** The worker's door: checks who speaks and what is said, then lets it in. Throws `MessageRefused`. */
export async function letIn<V extends Verb>(
	verb: V,
	data: unknown,
	sender: SenderShape | undefined,
	facts: SenderFacts,
	handlers: Handlers,
): Promise<Awaited<ReturnType<ToWorker[V]>>> {
	const speaker = speakerOf(sender, facts);
	if (speaker.kind !== maySay[verb]) throw new MessageRefused('not allowed');
	const message = messageSchemas[verb].safeParse(data);
	if (!message.success) throw new MessageRefused('not understood');
	const handle = handlers[verb] as (data: unknown, speaker: Speaker) => Awaited<ReturnType<ToWorker[V]>>;
	return await handle(message.data, speaker);
}
