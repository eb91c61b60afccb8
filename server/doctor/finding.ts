import type { z } from 'zod';
import { CheckView } from '../../lib/contract/setup.ts';
import type { CheckResult } from '../store/setup-port.ts';

const Stored = CheckView.omit({ checkedAt: true, since: true });

/** What a check found, before it is stored: a `CheckView` without its times. */
export type Finding = z.infer<typeof Stored>;

/** `checkedAt`: ms since 1970. Without a connection it is of the whole installation. */
interface Examined {
	workspaceId: string;
	connectionId?: string;
	checkedAt: number;
}

export function toCheckResult({ name, state, ...rest }: Finding, examined: Examined): CheckResult {
	return { ...examined, name, state, json: JSON.stringify(rest) };
}

/** A check as it was stored. @throws Error when it is none: we wrote it ourselves */
export function readFinding({ name, state, json }: CheckResult): Finding {
	return Stored.parse({ ...JSON.parse(json), name, state });
}
