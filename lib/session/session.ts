import type { Me } from '../contract/index.ts';
import { clearDatabase, type Database, writeState } from '../database.ts';
import type { PairOutcome } from '../messages/protocol.ts';
import type { Answer } from '../server-api/answer.ts';
import type { ServerApi } from '../server-api/server-api.ts';
import { readPairingLink } from '../server-api/server-url.ts';

/** This browser as a paired device. Lies in IndexedDB: content scripts can read the extension's storage areas. */
export interface Session {
	serverUrl: string;
	token: string;
	me: Me;
}

/** Turns a link or `server CODE` into a session; nothing is stored yet. */
export async function redeem(
	api: ServerApi,
	{ link, deviceName, userName }: { link: string; deviceName: string; userName?: string },
): Promise<{ outcome: PairOutcome; session?: Session }> {
	const target = readPairingLink(link);
	if (!target) return { outcome: { kind: 'bad-link' } };
	const answer = await api.pair(target.serverUrl, { code: target.code, deviceName, userName });
	if (answer.kind !== 'ok') return { outcome: failureOf(answer) };
	return { outcome: { kind: 'paired' }, session: { serverUrl: target.serverUrl, ...answer.value } };
}

/** Makes this session (or none) the one of this browser. Whatever an earlier workspace left here is erased. */
export async function adopt(db: Database, session: Session | undefined): Promise<void> {
	await clearDatabase(db);
	if (session) await writeState(db, 'session', session);
}

function failureOf(answer: Exclude<Answer<unknown>, { kind: 'ok' }>): PairOutcome {
	const { detail } = answer;
	if (answer.kind === 'unreachable') return { kind: 'unreachable', detail };
	switch (answer.problem) {
		case 'code-unknown':
		case 'code-used':
		case 'code-expired':
			return { kind: answer.problem };
		default:
			return { kind: 'failed', detail };
	}
}
