import { QuestionnaireSimulator } from '../../tests/support/questionnaires.ts';
import { ElevenLabsSimulator } from '../../tests/support/vendors/elevenlabs.ts';
import { addConnection } from '../accounts/connections.ts';
import { addApiKey } from '../assistant/api-keys.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import elevenlabs from '../providers/elevenlabs/index.ts';
import generic from '../providers/generic/index.ts';
import { createRegistry } from '../providers/registry.ts';
import { startTestApp } from './app.testkit.ts';

/** Whose values the tests' requests have. */
export const ada = {
	campaign_id: 42,
	company_name: 'Nordwind GmbH',
	candidate_first_name: 'Ada',
	candidate_last_name: 'Lovelace',
	to_number: '+493023125101',
};

/** A Tuesday, 10:30 in Berlin. */
export const NOON = Date.parse('2026-05-12T08:30:00.000Z');

/** The server with an assistant that is set up, against simulators of ElevenLabs and of the questionnaires. */
export async function startAssistant({ roomOrigin }: { roomOrigin?: string } = {}) {
	const vendor = new ElevenLabsSimulator();
	const hirings = new QuestionnaireSimulator();
	await Promise.all([vendor.server.start(), hirings.server.start()]);
	const time = { now: NOON };
	vendor.calls.now = () => Math.floor(time.now / 1_000);
	const ways: Record<string, Dispatch> = {
		'api.elevenlabs.io': vendor.server.dispatch(),
		'hirings.example': hirings.server.dispatch(),
	};
	const t = await startTestApp({
		clock: { now: () => time.now, monotonic: () => performance.now() },
		providers: createRegistry([generic, elevenlabs]),
		vendorOrigins: new Map(roomOrigin ? [[elevenlabs.assistant.roomOrigin, roomOrigin]] : []),
		dispatch: async (outgoing) =>
			ways[new URL(outgoing.url).host]?.(outgoing) ?? { kind: 'failed', reason: 'unresolved' },
	});
	const { workspaceId } = t.workspace;
	const wanted = { workspaceId, provider: elevenlabs, name: 'Assistant', settings: {} };
	const added = await addConnection(
		{ ...wanted, secrets: { apiKey: vendor.key } },
		{ ...t.context, changed: t.context.directories.changed },
	);
	if (added.kind !== 'added') throw new Error(added.kind);
	const { connectionId } = added.connection;
	const { key, secret } = await addApiKey({ workspaceId, name: 'Flow' }, t.context);

	async function setUp(more: object = {}) {
		const value = { connectionId, agentId: 'agent_1', phoneNumberId: 'phnum_1', hiringsApiUrl: hirings.base };
		const { version } = await t.context.settings.read(workspaceId, 'assistant');
		const entry = { version, value: { ...value, ...more }, secrets: {} };
		const written = await t.context.settings.write(workspaceId, 'assistant', entry);
		if (written.kind !== 'written') throw new Error(written.kind);
	}
	await setUp();

	return {
		...t,
		...{ vendor, hirings, time, secret, key, workspaceId, connectionId, setUp },
		ask: async (body: unknown, headers: Record<string, string> = {}) => {
			const response = await fetch(`${t.origin}/webhook/trigger-call`, {
				method: 'POST',
				headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
				body: typeof body === 'string' ? body : JSON.stringify(body),
			});
			return { status: response.status, body: await response.json() };
		},
		async stop() {
			await t.stop();
			vendor.server.stop();
			hirings.server.stop();
		},
	};
}
