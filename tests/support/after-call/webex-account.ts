import { z } from 'zod';
import { ConnectionView } from '../../../lib/contract/api.ts';
import { SignInStarted } from '../../../lib/contract/setup.ts';
import type { SimulatedRequest } from '../../../server/providers/provider.ts';
import { callIdOf } from '../../../server/providers/webex/identity.ts';
import { scenarios } from '../../../server/providers/webex/scenarios.ts';
import type { SimulatedPerson } from '../vendors/oauth.ts';
import type { WebexSimulator } from '../vendors/webex.ts';
import { post } from '../webex.ts';
import { type ApiAccess, askApi } from './api.ts';

const person: SimulatedPerson = { id: '900000108', label: 'sara@firm.example' };

/** One call at Webex, step by step: it rings, is answered, ends, and its recording is told of. */
export interface RecordedCall {
	callId: string;
	recordingId: string;
	/** Sends what comes next; the status of each answer. */
	next(): Promise<number>;
	/** Sends all that is left. */
	rest(): Promise<number[]>;
}

export interface WebexAccount {
	connectionId: string;
	/** A call from this number whose recording sounds like this. */
	call(options: { from: string; to: string; audio: Uint8Array }): RecordedCall;
}

/** Signs the owner of the token in at Webex and waits until our server is told of her calls. */
export async function signInAtWebex(webex: WebexSimulator, access: ApiAccess): Promise<WebexAccount> {
	const client = { secret: 'secret-of-the-app', redirectUris: new Set([`${access.origin}/oauth/callback`]) };
	webex.oauth.clients.set('app-of-the-firm', client);
	const app = { clientId: 'app-of-the-firm', clientSecret: client.secret, settings: {} };
	await askApi(access, 'PUT', '/v1/apps/webex', app);
	const begun = SignInStarted.parse(await askApi(access, 'POST', '/v1/sign-ins', { provider: 'webex' }));
	const visited = await webex.oauth.visit(begun.authorizeUrl, person);
	if (!('location' in visited)) throw new Error(`Webex answered ${visited.status}`);
	const returned = await fetch(visited.location);
	if (!returned.ok) throw new Error(`The sign-in ended with ${returned.status}`);
	const webhook = await until(() =>
		webex.webhooks.find(({ resource }) => resource === 'convergedRecordings'),
	);
	return {
		connectionId: await connectionOf(access),
		call: (options) =>
			recordedCall(webex, { hookUrl: webhook.targetUrl, secret: webhook.secret ?? '' }, options),
	};
}

const Connections = z.object({ connections: z.array(ConnectionView) });

/** The one that was signed in for: whoever stands before it has no sign-in. */
async function connectionOf(access: ApiAccess): Promise<string> {
	const { connections } = Connections.parse(await askApi(access, 'GET', '/v1/connections'));
	const own = connections.find(({ provider, signIn }) => provider === 'webex' && signIn !== undefined);
	if (!own) throw new Error('There is no Webex connection after the sign-in');
	return own.connectionId;
}

let calls = 0;

function recordedCall(
	webex: WebexSimulator,
	{ hookUrl, secret }: { hookUrl: string; secret: string },
	{ audio, ...line }: { from: string; to: string; audio: Uint8Array },
): RecordedCall {
	calls += 1;
	const runId = `after-call-${process.pid}-${Date.now()}-${calls}`;
	const input = { ...line, runId, secrets: { secret }, hookUrl };
	const length = play(0).reduce((sum, { afterMs }) => sum + afterMs, 0);
	// It ends now; times that lie ahead would be another clock's.
	const waiting = play(Date.now() - length);
	webex.recordings.set(`recording-${runId}`, audio);

	function play(startAt: number): SimulatedRequest[] {
		return scenarios.recording?.({ ...input, startAt }) ?? [];
	}

	async function next(): Promise<number> {
		const request = waiting.shift();
		if (!request) throw new Error('The call is over: nothing left to send');
		return post(hookUrl, request);
	}

	return {
		callId: callIdOf(Buffer.from(`ciscospark://us/SESSION/${runId}`).toString('base64url')),
		recordingId: `webex-recording-${runId}`,
		next,
		async rest() {
			const statuses: number[] = [];
			while (waiting.length > 0) statuses.push(await next());
			return statuses;
		},
	};
}

/** Waits for what comes by itself. @throws Error when it does not within 15 s */
async function until<T>(look: () => T | undefined): Promise<T> {
	const deadline = performance.now() + 15_000;
	for (;;) {
		const found = look();
		if (found !== undefined) return found;
		if (performance.now() > deadline) throw new Error('It never came');
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
