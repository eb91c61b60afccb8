import type { Admission } from '../providers/assistant.ts';
import type { Asked } from '../providers/vendor.ts';
import type { Store } from '../store/ports.ts';
import { expectGuest } from './begun-call.ts';
import { findTools, type SetupDeps } from './setup.ts';
import { type LinkDeps, MOST_CONVERSATIONS, openTalkLink } from './talk-link.ts';

export type Admitted =
	| { kind: 'admitted'; admission: Pick<Admission, 'token' | 'session'>; roomOrigin: string }
	/** No such link, or none any more: whoever guesses is not told which. */
	| { kind: 'no-link' }
	/** The vendor did not let her in; she may try again. */
	| { kind: 'later'; asked: Exclude<Asked<never>['kind'], 'read'> };

interface AdmitDeps extends Omit<SetupDeps, 'settings'>, Pick<LinkDeps, 'clock' | 'keys'> {
	store: Pick<Store, 'afterCall' | 'jobs'>;
}

/** Lets the candidate of a link into a conversation, as often as a link may; counted once the vendor agreed. */
export async function admit(code: string, deps: AdmitDeps): Promise<Admitted> {
	const opened = await openTalkLink(code, deps);
	if (opened.kind !== 'open') return { kind: 'no-link' };
	const { row, context } = opened;
	const { workspaceId, codeHash } = row;
	const { connectionId, agentId, briefing } = context;
	const found = await findTools(workspaceId, connectionId, deps);
	if (!found) return { kind: 'no-link' };
	const asked = await found.assistant.admit(agentId, briefing, found.tools);
	if (asked.kind !== 'read') return { kind: 'later', asked: asked.kind };
	const now = deps.clock.now();
	const counted = await deps.store.afterCall.talkLinks.use(codeHash, { now, most: MOST_CONVERSATIONS });
	if (!counted) return { kind: 'no-link' };
	const { token, session, conversation } = asked.value;
	if (conversation) {
		const { reference, variables } = briefing;
		const guest = `${variables.candidate_first_name} ${variables.candidate_last_name}`;
		await expectGuest(
			{ workspaceId, connectionId, agentId, reference, guest, begunAt: now, ...conversation },
			deps,
		);
	}
	return { kind: 'admitted', admission: { token, session }, roomOrigin: found.assistant.roomOrigin };
}
