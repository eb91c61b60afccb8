import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps } from '../deps.ts';
import { knownLead } from '../known-lead.ts';
import type { ChannelParties, SpeakerNames } from './segments.ts';

/** Who spoke, as far as the call tells. */
export async function speakersOf(
	workspaceId: string,
	history: CallHistory,
	{ store, providers }: Pick<PipelineDeps, 'store' | 'providers'>,
): Promise<{ parties: ChannelParties; names: SpeakerNames }> {
	const { call, directory } = history;
	if (!call) return { parties: undefined, names: {} };
	const lead = await knownLead(workspaceId, history, store.leads);
	const user = directory.users.find(({ userId }) => userId === call.agent?.userId);
	return {
		parties: providers.find(history.provider)?.recordedChannels?.[call.direction],
		names: { remote: lead?.name ?? call.remote.name, local: user?.name ?? call.agent?.name },
	};
}

/** What is mostly spoken in a region; the others' languages are detected. */
const languages: Record<string, string> = {
	...{ DE: 'de', AT: 'de', LI: 'de', GB: 'en', IE: 'en', US: 'en', AU: 'en', NZ: 'en' },
	...{ ES: 'es', MX: 'es', AR: 'es', CL: 'es', CO: 'es', PE: 'es', FR: 'fr', IT: 'it' },
	...{ NL: 'nl', PL: 'pl', PT: 'pt', BR: 'pt', RO: 'ro', CZ: 'cs', SE: 'sv', DK: 'da' },
};

/** ISO 639-1 of where the call was taken: its number's branch, else its connection's, else the workspace. */
export function languageOf({ call, connectionId, directory }: CallHistory): string | undefined {
	const { branches, connections, workspace } = directory;
	const number = call?.local.e164;
	const called = branches.find(({ numbers }) => number !== undefined && numbers.includes(number));
	const branchId = call?.branchId ?? connections.find((one) => one.connectionId === connectionId)?.branchId;
	const branch = called ?? branches.find((one) => one.branchId === branchId);
	return languages[branch?.region ?? workspace.region];
}
