import { getCountries } from 'libphonenumber-js/min';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { MadeInvite, TeamActions, TeamData } from '../../components/setup/team/team.ts';
import { TeamSection } from '../../components/setup/team/team-section.tsx';
import type { Trouble } from '../../components/ui/problem.tsx';
import { systemClock } from '../../lib/clock.ts';
import { type TeamApi, teamApi } from '../../lib/server-api/team-api.ts';
import { askServer } from './ask-server.ts';
import { copy } from './clipboard.ts';
import { troubleOf } from './trouble.ts';
import { useRun } from './use-run.ts';

const regions = getCountries();
const REFRESH_MS = 15_000;

/** People, browsers, branches and numbers, for admins. */
export function TeamPage({ send, region }: { send: typeof fetch; region: string }) {
	const api = useMemo(() => teamApi(send), [send]);
	const { data, trouble: readTrouble, refresh } = useTeam(api);
	const [invite, setInvite] = useState<MadeInvite>();
	const { trouble, isBusy, run } = useRun();

	async function makeInvite(userId: string): Promise<void> {
		const made = await run((as) => api.invite(as, userId), refresh);
		if (made) setInvite({ ...made, userId });
	}

	const actions: TeamActions = {
		...plainActions(api, (ask) => void run(ask, refresh)),
		// A person without a link could not come in.
		async addUser(entry) {
			const user = await run((as) => api.addUser(as, entry), refresh);
			if (user) await makeInvite(user.userId);
		},
		invite: (userId) => void makeInvite(userId),
		copy,
	};
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	return (
		<TeamSection
			{...{ ...data, invite, isBusy, regions, region, timeZone, actions }}
			trouble={trouble ?? readTrouble}
			now={systemClock.now()}
		/>
	);
}

/** What is asked and then seen in the lists. */
function plainActions(api: TeamApi, run: (ask: Parameters<typeof askServer<unknown>>[0]) => void) {
	return {
		changeRole: (userId, role) => run((as) => api.changeUser(as, userId, { role })),
		renameUser: (userId, name) => run((as) => api.changeUser(as, userId, { name })),
		removeUser: (userId) => run((as) => api.removeUser(as, userId)),
		revokeDevice: (deviceId) => run((as) => api.revokeDevice(as, deviceId)),
		addBranch: (entry) => run((as) => api.addBranch(as, entry)),
		renameBranch: (branchId, name) => run((as) => api.renameBranch(as, branchId, name)),
		removeBranch: (branchId) => run((as) => api.removeBranch(as, branchId)),
		ownNumber: (branchId, e164) => run((as) => api.ownNumber(as, branchId, e164)),
		joinBranch: (branchId, userId) => run((as) => api.joinBranch(as, branchId, userId)),
		linkAgent: ({ connectionId, agentKey }, userId) =>
			run((as) => api.linkAgent(as, { connectionId, agentKey, userId })),
	} satisfies Partial<TeamActions>;
}

/** The team as the server has it, kept fresh. */
function useTeam(api: TeamApi) {
	const [data, setData] = useState<TeamData>({});
	const [trouble, setTrouble] = useState<Trouble>();
	const refresh = useCallback(async () => {
		const [users, devices, branches, agents] = await Promise.all([
			askServer(api.users),
			askServer(api.devices),
			askServer(api.branches),
			askServer(api.agents),
		]);
		setTrouble(troubleOf(users) ?? troubleOf(devices) ?? troubleOf(branches) ?? troubleOf(agents));
		setData((before) => ({
			users: users.kind === 'ok' ? users.value.users : before.users,
			devices: devices.kind === 'ok' ? devices.value.devices : before.devices,
			branches: branches.kind === 'ok' ? branches.value : before.branches,
			unlinkedAgents: agents.kind === 'ok' ? agents.value.unlinked : before.unlinkedAgents,
		}));
	}, [api]);
	useEffect(() => {
		void refresh();
		const id = setInterval(() => void refresh(), REFRESH_MS);
		return () => clearInterval(id);
	}, [refresh]);
	return { data, trouble, refresh };
}
