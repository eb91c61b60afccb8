import { z } from 'zod';
import { afterCallCommands, E164, Id, LongText, Region, ShortText } from '../contract/index.ts';
import type { ToWorker } from './messenger.ts';

const nothing = z.undefined().or(z.null().transform(() => undefined));
const secret = z.string().length(43);
const ofCall = z.object({ callId: Id });
const ofLead = z.object({ callId: Id, leadId: Id });

/** What each message to the worker must look like. */
export const messageSchemas = {
	currentCards: nothing,
	openRecord: ofLead,
	dismissCall: ofCall,
	chooseLead: ofLead,
	undoChoice: ofCall,
	cardPlace: nothing,
	placeCard: z.object({
		side: z.enum(['left', 'right']),
		anchor: z.enum(['top', 'bottom']),
		offset: z.number().min(0).max(20_000),
	}),
	touchCall: ofCall,
	openFrame: ofCall,
	openPanel: ofCall,
	frameReady: z.object({ secret }),
	saveNote: z.object({ secret, text: LongText }),
	callFacts: z.object({ secret, changed: Id.optional() }),
	reviewCall: afterCallCommands.reviewFacts.omit({ callId: true }).extend({ secret }),
	showInPanel: z.object({ secret, isOpen: z.boolean() }),
	status: nothing,
	pair: z.object({ link: z.string().max(2_000), deviceName: ShortText }),
	unpair: nothing,
	setRegion: z.object({ region: Region }),
	sitesChanged: nothing,
	testRing: z.object({ from: E164.optional() }),
	syncLeads: nothing,
	recentCalls: nothing,
	saveCallNote: z.object({ callId: Id, text: LongText }),
	serverAccess: nothing,
	takeShownCall: nothing,
	leads: z.object({ leadIds: z.array(Id).max(500) }),
	searchLeads: z.object({ text: ShortText }),
} satisfies { [V in keyof ToWorker]: z.ZodType<Parameters<ToWorker[V]>[0]> };
