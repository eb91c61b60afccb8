import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { type Call, callOf, describeCall, type View } from '../../lib/calls/index.ts';
import type { CallData } from '../../lib/contract/call.ts';
import { type RingsideEvent, readEvent } from '../../lib/contract/event.ts';
import type { Answer, HookConnection, HookRequest, Provider } from './provider.ts';

/** A request as the vendor sends it, with what to expect of it; `now` is the time of arrival in ms. */
export interface Fixture {
	description: string;
	now: number;
	headers: Record<string, string>;
	secret: string;
	url: string;
	rawBody: string;
	expect: { outcome: string; reason?: string; events?: object[] };
}

export interface Delivered {
	outcome: 'refused' | 'events' | 'ignored' | 'unsupported' | 'malformed';
	reason?: string;
	answer?: Answer;
	events: RingsideEvent[];
	jobs: { kind: string; key: string; payload: unknown }[];
}

export const NOW = Date.parse('2026-11-20T10:00:00.000Z');

export function connectionOf(secret: string | undefined, more: Partial<HookConnection> = {}): HookConnection {
	const secrets: Record<string, string> = secret === undefined ? {} : { secret };
	return { connectionId: 'con_1', secrets, settings: {}, region: 'DE', ...more };
}

export function requestOf(
	body: string | Uint8Array,
	headers: Record<string, string>,
	receivedAt = NOW,
): HookRequest {
	return {
		method: 'POST',
		url: 'https://hooks.example.test/hooks/x/key',
		headers,
		body: typeof body === 'string' ? Buffer.from(body) : body,
		receivedAt,
	};
}

/** The order of intake: handshake, verify, parse. Each event must be one that the contract allows. */
export async function deliver(
	provider: Provider,
	request: HookRequest,
	connection: HookConnection,
): Promise<Delivered> {
	const answer = provider.handshake?.(request, connection);
	if (answer) return { outcome: 'ignored', reason: 'handshake', answer, events: [], jobs: [] };
	const verdict = await provider.verify(request, connection);
	if (verdict.kind === 'refused') {
		return { outcome: 'refused', reason: verdict.reason, events: [], jobs: [] };
	}
	const parsed = provider.parse(request, connection);
	if (parsed.kind !== 'events') {
		return { outcome: parsed.kind, reason: parsed.reason, events: [], jobs: [] };
	}
	for (const event of parsed.events) expect(readEvent(event)).toMatchObject({ kind: 'event' });
	return { outcome: 'events', events: parsed.events, jobs: parsed.jobs ?? [] };
}

export function loadFixtures(folder: string): [name: string, fixture: Fixture][] {
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	return files
		.sort()
		.map((file) => [file, JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Fixture]);
}

/** The views of call events, as a device gets them. */
export function viewsOf(events: RingsideEvent[]): View[] {
	return events
		.filter((event) => /^ringside\.call\.(ringing|answered|updated|ended)$/.test(event.type))
		.map((event) => ({ time: event.time, data: event.data as CallData }));
}

export function summaryOf(events: RingsideEvent[]) {
	const call = callOf(viewsOf(events)) as Call;
	return describeCall(call);
}
