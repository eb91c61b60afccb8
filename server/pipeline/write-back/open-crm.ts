import type { CrmConnector, CrmTools } from '../../crm/crm.ts';
import { findCrm } from '../../crm/registry.ts';
import type { PipelineDeps } from '../deps.ts';

/** A workspace's CRM, ready to be asked. */
export interface OpenCrm {
	connector: CrmConnector;
	tools: CrmTools;
}

export type Opened =
	| ({ kind: 'open' } & OpenCrm)
	/** Nobody wants anything to be written. */
	| { kind: 'none' }
	/** One was chosen, and address or key is missing. */
	| { kind: 'incomplete' };

/** The CRM that a workspace has set up. */
export async function openCrm(
	workspaceId: string,
	{ settings, dispatch, clock }: Pick<PipelineDeps, 'settings' | 'dispatch' | 'clock'>,
): Promise<Opened> {
	const { value, secrets } = await settings.read(workspaceId, 'crm');
	if (value.kind === 'none') return { kind: 'none' };
	const connector = await findCrm(value.kind);
	const { baseUrl } = value;
	const { apiKey } = secrets;
	if (!connector || !baseUrl || !apiKey) return { kind: 'incomplete' };
	return { kind: 'open', connector, tools: { baseUrl, apiKey, dispatch, clock } };
}
