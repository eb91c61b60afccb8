import type { z } from 'zod';
import type { ConnectionView } from '../../lib/contract/api.ts';
import { toInstant } from '../../server/clock.ts';

type View = z.infer<typeof ConnectionView>;

export interface Seen {
	/** ms since 1970. */
	at: number;
	account: string;
	state: View['state'];
	signIn: NonNullable<View['signIn']>['state'] | undefined;
	signInEndsAt: number | undefined;
	/** Name and state of the check that stands first, the worst. */
	worst: string;
	/** What the vendor holds of this account. */
	webhooks: { name: string; isOn: boolean }[];
}

/** What was seen of a connection at a time. */
export function seen(at: number, account: string, view: View, webhooks: Seen['webhooks']): Seen {
	const { state, signIn, checks = [] } = view;
	const bad = checks.find((check) => check.state !== 'ok');
	return {
		...{ at, account, state, webhooks },
		signIn: signIn?.state,
		signInEndsAt: signIn?.endsAt === undefined ? undefined : Date.parse(signIn.endsAt),
		worst: bad ? `${bad.name}: ${bad.state}` : 'ok',
	};
}

/** Nothing for anybody to do, and the vendor agrees. */
export function isGreen({ state, signIn, worst, webhooks }: Seen): boolean {
	const isOn = webhooks.length > 0 && webhooks.every((one) => one.isOn);
	return state === 'ok' && signIn === 'ok' && worst === 'ok' && isOn;
}

/** As a table for people: a line for each account and each time something was another than before. */
export function tableOf(rows: readonly Seen[]): string {
	const last = new Map<string, string>();
	const lines = rows.flatMap((row) => {
		const { at, account, state, signIn, worst, webhooks } = row;
		const held = webhooks.map(({ name, isOn }) => `${isOn ? '' : 'not '}${name}`).join(' ');
		const text = `${state.padEnd(10)} ${String(signIn).padEnd(7)} ${worst.padEnd(22)} ${held}`;
		if (last.get(account) === text) return [];
		last.set(account, text);
		return [`${toInstant(at).slice(0, 16)} ${account.padEnd(20)} ${text}`];
	});
	return lines.join('\n');
}
