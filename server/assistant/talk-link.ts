import { z } from 'zod';

import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Briefing } from '../providers/assistant.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { open, seal } from '../secrets/sealing.ts';
import { hashToken } from '../secrets/token.ts';
import type { Store, TalkLink } from '../store/ports.ts';
import type { AssistantSetup } from './setup.ts';

export interface LinkDeps {
	store: Pick<Store, 'afterCall'>;
	clock: Clock;
	ids: Ids;
	keys: SealingKeys;
	/** Without a slash at its end. */
	publicUrl(): string;
}

export type MadeLink =
	| { kind: 'made'; link: string; at: number; note: string }
	| { kind: 'under-way' }
	| { kind: 'other-request' };

const CODE_BYTES = 32;
const DAY_MS = 86_400_000;
/** Conversations that one link may begin: a call that broke off is begun anew. */
export const MOST_CONVERSATIONS = 5;
const LINK_EFFECT = 'assistant.link';
const SETTLED_MS = 5_000;

/** What the assistant is told by a link, sealed until it is opened. */
const Context = z.object({
	connectionId: z.string(),
	agentId: z.string(),
	briefing: z.object({
		prompt: z.string(),
		firstMessage: z.string(),
		language: z.string(),
		reference: z.string(),
		variables: z.record(z.string(), z.union([z.string(), z.number()])),
	}),
});

export type TalkContext = z.infer<typeof Context>;

/** A link for one candidate, once for each reference. */
export async function createTalkLink(
	{ workspaceId, connectionId, agentId, settings }: AssistantSetup,
	{ briefing, fingerprint, note }: { briefing: Briefing; fingerprint: string; note: string },
	deps: LinkDeps,
): Promise<MadeLink> {
	const { effects, talkLinks } = deps.store.afterCall;
	const now = deps.clock.now();
	const key = `assistant|${briefing.reference}|link`;
	const begun = await effects.begin(workspaceId, { key, kind: LINK_EFFECT, subject: fingerprint, now });
	const earlier = begun.kind === 'new' ? undefined : await effects.get(workspaceId, key);
	if (earlier && earlier.subject !== fingerprint) return { kind: 'other-request' };
	const told = begun.kind === 'done' ? readLink(begun.answer, deps) : undefined;
	if (told) return { kind: 'made', ...told };
	// A link that nobody was told of harms nobody, so after a while another one is made.
	if (begun.kind === 'begun' && now - begun.begunAt < SETTLED_MS) return { kind: 'under-way' };
	const code = deps.ids.secret(CODE_BYTES);
	await talkLinks.create({
		codeHash: hashToken(code),
		workspaceId,
		callId: `talk-${briefing.reference}`,
		sealed: seal(JSON.stringify({ connectionId, agentId, briefing } satisfies TalkContext), deps.keys[0]),
		createdAt: now,
		expiresAt: now + settings.linkDays * DAY_MS,
	});
	const link = `${deps.publicUrl()}/talk/${code}`;
	const answer = seal(JSON.stringify({ link, at: now, note }), deps.keys[0]);
	await effects.end(workspaceId, key, { state: 'done', answer, now });
	return { kind: 'made', link, at: now, note };
}

export type OpenedLink =
	| { kind: 'open'; row: TalkLink; context: TalkContext }
	/** Its time is up, or it was used as often as it may be. */
	| { kind: 'over' }
	| { kind: 'unknown' };

/** What a code leads to. */
export async function openTalkLink(
	code: string,
	{ store, clock, keys }: Pick<LinkDeps, 'store' | 'clock' | 'keys'>,
): Promise<OpenedLink> {
	const row = await store.afterCall.talkLinks.get(hashToken(code));
	if (!row) return { kind: 'unknown' };
	if (row.expiresAt <= clock.now() || row.uses >= MOST_CONVERSATIONS) return { kind: 'over' };
	const context = readContext(row.sealed, keys);
	return context ? { kind: 'open', row, context } : { kind: 'unknown' };
}

/** Undefined where the key it was sealed with is gone. */
export function readContext(sealed: string, keys: SealingKeys): TalkContext | undefined {
	const opened = open(sealed, keys);
	return opened.kind === 'opened' ? Context.parse(JSON.parse(opened.plain)) : undefined;
}

const Told = z.object({ link: z.string(), at: z.number(), note: z.string() });

function readLink(sealed: string, { keys }: LinkDeps): z.infer<typeof Told> | undefined {
	const opened = open(sealed, keys);
	return opened.kind === 'opened' ? Told.parse(JSON.parse(opened.plain)) : undefined;
}
