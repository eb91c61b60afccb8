import type { Site } from '../../components/setup/sites.tsx';
import { crms } from '../../lib/crms/index.ts';

/** Known CRMs, sites of her own and those of her company (`expected`), with what the browser allows now. */
export function siteList(
	granted: readonly string[],
	wanted: readonly string[],
	expected: readonly string[] = [],
): Site[] {
	const known = crms.map(({ id, label, matches }) => ({
		id,
		label,
		patterns: matches,
		state: stateOf(matches, granted, wanted),
		isExpected: matches.some((pattern) => expected.includes(pattern)),
	}));
	const claimed = new Set(crms.flatMap(({ matches }) => matches));
	const own = [...new Set([...granted, ...wanted, ...expected])].filter((pattern) => !claimed.has(pattern));
	const others = own.map((pattern) => ({
		id: pattern,
		label: pattern.replace(/^(https|\*):\/\//, '').replace(/\/\*$/, ''),
		patterns: [pattern],
		state: stateOf([pattern], granted, wanted),
		isExpected: expected.includes(pattern),
	}));
	return [...others, ...known].sort((a, b) => Number(b.isExpected) - Number(a.isExpected));
}

function stateOf(
	patterns: readonly string[],
	granted: readonly string[],
	wanted: readonly string[],
): Site['state'] {
	if (patterns.some((pattern) => granted.includes(pattern))) return 'on';
	return patterns.some((pattern) => wanted.includes(pattern)) ? 'lost' : 'off';
}
