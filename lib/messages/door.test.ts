import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Handlers, letIn, type Verb, verbs } from './door.ts';
import { type SenderFacts, type SenderShape, speakerOf } from './senders.ts';

const CHROME = 'chrome-extension://abcdefghijklmnop';
const FIREFOX = 'moz-extension://6b0e3c1c-0000-4000-8000-000000000000';
const CRM = 'https://crm.example/people/1';

function facts(origin: string): SenderFacts {
	return {
		extensionId: origin === CHROME ? 'abcdefghijklmnop' : 'ringside@ringside.dev',
		extensionOrigin: origin,
		isGrantedSite: (url) => url.startsWith('https://crm.example/'),
	};
}

const tab = { id: 7, url: CRM };
const shapes: [string, (origin: string, id: string) => SenderShape | undefined, string][] = [
	[
		'content script on a granted site',
		(_, id) => ({ id, url: CRM, origin: 'https://crm.example', frameId: 0, tab }),
		'page-part',
	],
	['the same as Firefox tells it', (_, id) => ({ id, url: CRM, frameId: 0, tab }), 'page-part'],
	['content script in a sub-frame', (_, id) => ({ id, url: CRM, frameId: 3, tab }), 'stranger'],
	[
		'content script on a site no longer granted',
		(_, id) => ({ id, url: 'https://other.example/', frameId: 0, tab }),
		'stranger',
	],
	[
		'a host that only begins like it',
		(_, id) => ({ id, url: 'https://crm.example.evil.test/', frameId: 0, tab }),
		'stranger',
	],
	['a page without a tab', (_, id) => ({ id, url: CRM, frameId: 0 }), 'stranger'],
	['another extension', (origin) => ({ id: 'other', url: `${origin}/options.html` }), 'stranger'],
	['a web page', () => ({ url: CRM, tab }), 'stranger'],
	[
		'the options page in a tab',
		(origin, id) => ({ id, url: `${origin}/options.html#x`, origin, frameId: 0, tab: { id: 9 } }),
		'extension-page',
	],
	['the popup', (origin, id) => ({ id, url: `${origin}/popup.html`, origin }), 'extension-page'],
	[
		'the options page framed by a page',
		(origin, id) => ({ id, url: `${origin}/options.html`, frameId: 4, tab }),
		'stranger',
	],
	[
		'our frame in a tab',
		(origin, id) => ({ id, url: `${origin}/frame.html`, origin, frameId: 4, tab, documentId: 'D' }),
		'frame',
	],
	[
		'our frame opened as a tab',
		(origin, id) => ({ id, url: `${origin}/frame.html`, frameId: 0, tab }),
		'stranger',
	],
	[
		'our address with a foreign origin',
		(origin, id) => ({ id, url: `${origin}/options.html`, origin: 'https://evil.test' }),
		'stranger',
	],
	[
		'a sandboxed frame of ours',
		(origin, id) => ({ id, url: `${origin}/options.html`, origin: 'null' }),
		'stranger',
	],
	['no address at all', (_, id) => ({ id, tab, frameId: 0 }), 'stranger'],
	['nobody', () => undefined, 'stranger'],
];

const handlers = Object.fromEntries(verbs.map((verb) => [verb, () => verb])) as unknown as Handlers;
const good: Partial<Record<Verb, unknown>> = {
	openRecord: { callId: 'c', leadId: 'l' },
	dismissCall: { callId: 'c' },
	chooseLead: { callId: 'c', leadId: 'l' },
	undoChoice: { callId: 'c' },
	touchCall: { callId: 'c' },
	openFrame: { callId: 'c' },
	openPanel: { callId: 'c' },
	placeCard: { side: 'left', anchor: 'top', offset: 3 },
	frameReady: { secret: 's'.repeat(43) },
	saveNote: { secret: 's'.repeat(43), text: 'x' },
	callFacts: { secret: 's'.repeat(43) },
	reviewCall: {
		secret: 's'.repeat(43),
		extractionId: 'e',
		decisions: [{ name: 'salary', decision: 'accepted' }],
	},
	showInPanel: { secret: 's'.repeat(43), isOpen: true },
	pair: { link: 'l', deviceName: 'd' },
	setRegion: { region: 'DE' },
	testRing: {},
	saveCallNote: { callId: 'c', text: 't' },
	leads: { leadIds: ['l'] },
	searchLeads: { text: 'mira' },
};
const pageVerbs = [
	'currentCards',
	'openRecord',
	'dismissCall',
	'chooseLead',
	'undoChoice',
	'touchCall',
	'openFrame',
	'openPanel',
	'cardPlace',
	'placeCard',
];
const frameVerbs = ['frameReady', 'saveNote', 'callFacts', 'reviewCall', 'showInPanel'];
const allowed: Record<string, string[]> = {
	'page-part': pageVerbs,
	frame: frameVerbs,
	'extension-page': verbs.filter((verb) => !pageVerbs.includes(verb) && !frameVerbs.includes(verb)),
	stranger: [],
};

describe.each([CHROME, FIREFOX])('the worker’s door (%s)', (origin) => {
	const known = facts(origin);

	test.each(shapes)('%s', async (_, shape, kind) => {
		const sender = shape(origin, known.extensionId);
		expect(speakerOf(sender, known).kind).toBe(kind);
		for (const verb of verbs) {
			const answer = letIn(verb, good[verb], sender, known, handlers);
			if (allowed[kind]?.includes(verb)) await expect(answer).resolves.toBe(verb);
			else await expect(answer).rejects.toThrow('not allowed');
		}
	});

	test('junk from the right sender reaches no handler', async () => {
		const sender = { id: known.extensionId, url: CRM, frameId: 0, tab };
		let reached = 0;
		const counting = { ...handlers, openRecord: () => void reached++ };
		const junk = fc.anything().filter((value) => !isLeadRequest(value));
		await fc.assert(
			fc.asyncProperty(junk, async (value) => {
				await expect(letIn('openRecord', value, sender, known, counting)).rejects.toThrow('not understood');
			}),
		);
		expect(reached).toBe(0);
	});
});

function isLeadRequest(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'callId' in value && 'leadId' in value;
}
