import type { AgentToLink, UserView } from '../../../lib/contract/index.ts';
import { displayText } from '../../ui/text.ts';
import { timeAgo } from '../../ui/time.ts';
import { useWords } from '../../ui/words.ts';
import { PickOne } from './pick-one.tsx';
import type { TeamActions } from './team.ts';

interface AgentsProps {
	agents: readonly AgentToLink[];
	users: readonly UserView[];
	now: number;
	isBusy: boolean;
	onLink: TeamActions['linkAgent'];
}

/** Agents as a provider names them, to be told who they are: their calls then ring with that person. */
export function AgentsPanel({ agents, users, now, isBusy, onLink }: AgentsProps) {
	const words = useWords();
	if (agents.length === 0) return null;
	return (
		<section class="panel">
			<h2>{words('agents_title')}</h2>
			<p class="quiet">{words('agents_hint')}</p>
			<ul class="lines">
				{agents.map((agent) => (
					<li class="row" key={`${agent.connectionId} ${agent.agentKey}`}>
						<p class="grow">
							<strong>
								<bdi>{displayText(agent.name ?? agent.agentKey)}</bdi>
							</strong>{' '}
							<span class="quiet">
								{words.counted('numbers_calls', agent.callCount, {
									when: timeAgo(Date.parse(agent.lastCalledAt), now, words.locale),
								})}
							</span>
						</p>
						<PickOne
							label={words('agents_who')}
							isBusy={isBusy}
							options={users.map(({ userId, name }) => ({ id: userId, name }))}
							onPick={(userId) => onLink(agent, userId)}
						/>
					</li>
				))}
			</ul>
		</section>
	);
}
