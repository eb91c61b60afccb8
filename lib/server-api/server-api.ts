import { z } from 'zod';
import {
	CommandAccepted,
	type CommandBody,
	type CommandName,
	LeadsPage,
	Me,
	PairResponse,
	Snapshot,
} from '../contract/index.ts';
import type { Answer } from './answer.ts';
import { asker, type Credentials } from './request.ts';

export interface ServerApi {
	pair(
		serverUrl: string,
		body: { code: string; deviceName: string; userName?: string },
	): Promise<Answer<z.infer<typeof PairResponse>>>;
	/** Makes this device's token worthless. */
	signOut(as: Credentials, deviceId: string): Promise<Answer<unknown>>;
	me(as: Credentials): Promise<Answer<Me>>;
	snapshot(as: Credentials): Promise<Answer<Snapshot>>;
	leads(as: Credentials, after: string | undefined): Promise<Answer<LeadsPage>>;
	/** A repeat with the same `idempotencyKey` is done once. */
	command<N extends CommandName>(
		as: Credentials,
		name: N,
		body: CommandBody<N>,
		idempotencyKey: string,
	): Promise<Answer<CommandAccepted>>;
}

/** Our server's HTTP routes. Never throws: each outcome is a value. */
export function serverApi(send: typeof fetch): ServerApi {
	const call = asker(send);
	const bearer = ({ token }: Credentials) => ({ Authorization: `Bearer ${token}` });
	const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
		method: 'POST',
		headers: { 'Content-Type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});

	return {
		pair: (serverUrl, body) => call(PairResponse, `${serverUrl}/v1/pair`, post(body)),
		signOut: (as, deviceId) =>
			call(z.unknown(), `${as.serverUrl}/v1/devices/${encodeURIComponent(deviceId)}`, {
				method: 'DELETE',
				headers: bearer(as),
			}),
		me: (as) => call(Me, `${as.serverUrl}/v1/me`, { headers: bearer(as) }),
		snapshot: (as) => call(Snapshot, `${as.serverUrl}/v1/snapshot`, { headers: bearer(as) }),
		leads(as, after) {
			const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
			return call(LeadsPage, `${as.serverUrl}/v1/leads${query}`, { headers: bearer(as) });
		},
		command: (as, name, body, key) =>
			call(
				CommandAccepted,
				`${as.serverUrl}/v1/commands/${name}`,
				post(body, { ...bearer(as), 'Idempotency-Key': key }),
			),
	};
}
