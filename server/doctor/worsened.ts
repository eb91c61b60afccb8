import { z } from 'zod';
import type { CheckResult } from '../store/setup-port.ts';

const Severity = z.enum(['attention', 'broken']);
const Severities = z.record(z.string(), Severity);

/** Checks that are not well, by name. */
export type Problems = z.infer<typeof Severities>;

export type Change =
	| { kind: 'same' }
	| { kind: 'well' }
	/** Some are not as bad any more, and none is worse: nobody needs to be told. */
	| { kind: 'better' }
	| { kind: 'worse'; worst: CheckResult };

/** What is not well; of what could not be looked at this time, that which was known `before`. */
export function problemsOf(checks: readonly CheckResult[], before: Problems = {}): Problems {
	const entries = checks.flatMap(({ name, state }) => {
		const severity = Severity.safeParse(state === 'unknown' ? before[name] : state).data;
		return severity ? [[name, severity] as const] : [];
	});
	return Object.fromEntries(entries);
}

/** What somebody who was told of `before` does not know yet. */
export function changeSince(before: Problems, checks: readonly CheckResult[]): Change {
	const now = problemsOf(checks, before);
	const names = Object.keys(now);
	const worse = names.filter((name) => isWorse(now[name], before[name]));
	const first = worse.find((name) => now[name] === 'broken') ?? worse[0];
	const worst = checks.find(({ name }) => name === first);
	if (worst) return { kind: 'worse', worst };
	if (names.length === Object.keys(before).length && names.every((name) => now[name] === before[name])) {
		return { kind: 'same' };
	}
	return { kind: names.length === 0 ? 'well' : 'better' };
}

function isWorse(now: Problems[string] | undefined, before: Problems[string] | undefined): boolean {
	return now !== undefined && now !== before && before !== 'broken';
}
