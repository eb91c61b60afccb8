import { createHash } from 'node:crypto';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import type { Lead } from '../../../lib/contract/lead.ts';
import { toInstant } from '../../clock.ts';
import { SERVER_CONNECTION } from '../../fanout/audience.ts';
import type { Store, StoredEvent } from '../../store/ports.ts';
import type { PipelineDeps } from '../deps.ts';

interface Deps extends Pick<PipelineDeps, 'callLog' | 'clock'> {
	store: Pick<Store, 'leads' | 'events'>;
	hub: { publish(stored: StoredEvent[]): void };
}

/** The lead that is made of a call, with the caller's number; one a call, however often it is asked for. */
export async function leadOfCall(
	workspaceId: string,
	{ callId, name, company }: { callId: string; name: string; company?: string },
	{ store, callLog, clock, hub }: Deps,
): Promise<{ leadId: string }> {
	const leadId = `lead_${createHash('sha256').update(callId).digest('base64url').slice(0, 24)}`;
	const [known] = await store.leads.get(workspaceId, [leadId]);
	const lead = known ?? {
		leadId,
		name,
		...(company && { company }),
		...(await reachedAt(workspaceId, callId, callLog)),
		updatedAt: toInstant(clock.now()),
	};
	if (!known) await store.leads.write(workspaceId, [lead]);
	const { stored } = await store.events.append({ workspaceId, events: [changed(lead)], jobs: [] });
	hub.publish(stored);
	return { leadId };
}

async function reachedAt(
	workspaceId: string,
	callId: string,
	callLog: PipelineDeps['callLog'],
): Promise<Pick<Lead, 'phones' | 'emails'>> {
	const { remote } = (await callLog.read(workspaceId, callId))?.call ?? {};
	if (!remote || remote.anonymous) return { phones: [], emails: [] };
	const { e164, raw, extension, email } = remote;
	const phone = { raw, ...(e164 && { e164 }), ...(extension && { extension }) };
	return { phones: raw ? [phone] : [], emails: email ? [email] : [] };
}

/** To everybody, as leads are; the same lead is told of once. */
function changed(lead: Lead) {
	const event: RingsideEvent<'lead.changed'> = {
		specversion: '1.0',
		id: `lead|${lead.leadId}|${lead.updatedAt}`,
		source: '/server',
		type: 'ringside.lead.changed',
		subject: lead.leadId,
		time: lead.updatedAt,
		data: lead,
	};
	const { id, type, subject } = event;
	return { id, type, subject, json: JSON.stringify(event), connectionId: SERVER_CONNECTION };
}
