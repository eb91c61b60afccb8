import { ProblemNotice, type Trouble } from '../../ui/problem.tsx';
import { AgentsPanel } from './agents.tsx';
import { BranchesPanel } from './branches.tsx';
import { DevicesPanel } from './devices.tsx';
import { PeoplePanel } from './people.tsx';
import type { MadeInvite, TeamActions, TeamData } from './team.ts';

export interface TeamSectionProps extends TeamData {
	invite: MadeInvite | undefined;
	trouble: Trouble | undefined;
	regions: readonly string[];
	region: string;
	timeZone: string;
	now: number;
	isBusy: boolean;
	actions: TeamActions;
}

/** People, their browsers, branches and numbers. */
export function TeamSection(props: TeamSectionProps) {
	const { users, devices, branches, unlinkedAgents, invite, trouble, now, isBusy, actions } = props;
	const shared = { now, isBusy, users: users ?? [] };
	return (
		<>
			<ProblemNotice trouble={trouble} onCopy={actions.copy} />
			{users && <PeoplePanel {...{ users, invite, isBusy, actions }} devices={devices ?? []} />}
			{devices && <DevicesPanel {...shared} devices={devices} onRevoke={actions.revokeDevice} />}
			{branches && (
				<BranchesPanel
					{...{ ...shared, actions }}
					list={branches}
					regions={props.regions}
					region={props.region}
					timeZone={props.timeZone}
				/>
			)}
			{unlinkedAgents && <AgentsPanel {...shared} agents={unlinkedAgents} onLink={actions.linkAgent} />}
		</>
	);
}
