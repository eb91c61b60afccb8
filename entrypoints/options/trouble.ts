import type { Trouble } from '../../components/ui/problem.tsx';
import type { Answer } from '../../lib/server-api/answer.ts';

/** What an answer means for her; undefined where she got what she asked for. */
export function troubleOf(answer: Answer<unknown>): Trouble | undefined {
	if (answer.kind === 'ok') return undefined;
	const { detail } = answer;
	if (answer.kind === 'unreachable') return { kind: 'unreachable', detail };
	const { status, problem, mend, field } = answer;
	const isForbidden = status === 401 || status === 403;
	return { kind: isForbidden ? 'not-allowed' : 'refused', problem, detail, mend, field };
}
