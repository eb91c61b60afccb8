import type { Site } from '../../components/setup/sites.tsx';
import { SitePattern } from '../../lib/contract/index.ts';
import { crms } from '../../lib/crms/index.ts';

/**
 * Known CRMs, sites of her own, those of her company's policy (`expected`) and of her team, with what the browser allows
 * now. What the company says comes first, then the team's.
 */
export function siteList(
	granted: readonly string[],
	wanted: readonly string[],
	expected: readonly string[] = [],
	team: readonly string[] = [],
): Site[] {
	const known = crms.map(({ id, label, matches }) => ({
		id,
		label,
		patterns: matches,
		state: stateOf(matches, granted, wanted),
		isExpected: matches.some((pattern) => expected.includes(pattern)),
		isOfferable: true,
		isTeam: matches.some((pattern) => team.includes(pattern)),
	}));
	const claimed = new Set(crms.flatMap(({ matches }) => matches));
	const own = [...new Set([...granted, ...wanted, ...expected, ...team])].filter(
		(pattern) => !claimed.has(pattern),
	);
	const others = own.map((pattern) => ({
		id: pattern,
		label: pattern.replace(/^(https?|\*):\/\//, '').replace(/\/\*$/, ''),
		patterns: [pattern],
		state: stateOf([pattern], granted, wanted),
		isExpected: expected.includes(pattern),
		isOfferable: SitePattern.safeParse(pattern).success,
		isTeam: team.includes(pattern),
	}));
	const rank = ({ isExpected, isTeam }: Site) => (isExpected ? 2 : isTeam ? 1 : 0);
	return [...others, ...known].sort((a, b) => rank(b) - rank(a));
}

function stateOf(
	patterns: readonly string[],
	granted: readonly string[],
	wanted: readonly string[],
): Site['state'] {
	if (patterns.some((pattern) => granted.includes(pattern))) return 'on';
	return patterns.some((pattern) => wanted.includes(pattern)) ? 'lost' : 'off';
}
