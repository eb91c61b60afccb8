import { z } from 'zod';
import { type AppEntry, type ConnectionEntry, ConnectionView, Id, ProviderCard } from '../contract/index.ts';
import { Checks, GuideStep, SignInStarted } from '../contract/setup.ts';
import type { Answer } from './answer.ts';
import { type Credentials, deviceAsker } from './request.ts';

const Providers = z.object({ providers: z.array(ProviderCard) });
const Connections = z.object({ connections: z.array(ConnectionView) });
const Connected = z.object({ connection: ConnectionView, steps: z.array(GuideStep) });
const Guide = z.object({ steps: z.array(GuideStep) });
const Removed = z.object({ removed: z.literal(true), left: z.array(Id) });
const Anything = z.unknown();

/** What an admin enters of the workspace's app. */
export type AppInput = z.input<typeof AppEntry>;
/** What a form to connect says. */
export type ConnectionInput = z.input<typeof ConnectionEntry>;

/** What was made, and what is left to do at the vendor. */
export type Connected = z.infer<typeof Connected>;

/** Providers, apps, sign-ins and connections as the set-up pages need them. Never throws. */
export interface SetupApi {
	providers(as: Credentials): Promise<Answer<z.infer<typeof Providers>>>;
	connections(as: Credentials): Promise<Answer<z.infer<typeof Connections>>>;
	/** What was found last. */
	checks(as: Credentials): Promise<Answer<Checks>>;
	/** Looks at everything now. */
	checkAll(as: Credentials): Promise<Answer<Checks>>;
	enterApp(as: Credentials, provider: string, entry: AppInput): Promise<Answer<unknown>>;
	/** `connectionId`: to sign in again. */
	signIn(
		as: Credentials,
		provider: string,
		connectionId?: string,
	): Promise<Answer<z.infer<typeof SignInStarted>>>;
	connect(as: Credentials, entry: ConnectionInput): Promise<Answer<Connected>>;
	guide(as: Credentials, connectionId: string): Promise<Answer<z.infer<typeof Guide>>>;
	check(as: Credentials, connectionId: string): Promise<Answer<ConnectionView>>;
	repair(as: Credentials, connectionId: string): Promise<Answer<ConnectionView>>;
	/** Takes the place `name` from another address and passes on to it what comes. */
	passOn(as: Credentials, connectionId: string, name: string): Promise<Answer<ConnectionView>>;
	/** `left`: webhooks that remain at the vendor. */
	remove(as: Credentials, connectionId: string): Promise<Answer<z.infer<typeof Removed>>>;
	/** Null takes it back. */
	assign(
		as: Credentials,
		connectionId: string,
		to: { ownerUserId?: string | null; branchId?: string | null },
	): Promise<Answer<unknown>>;
}

export function setupApi(send: typeof fetch): SetupApi {
	const ask = deviceAsker(send);
	const at = (connectionId: string, rest = '') =>
		`/v1/connections/${encodeURIComponent(connectionId)}${rest}`;
	const post = (body: unknown = {}) => ({ method: 'POST', body }) as const;
	return {
		providers: (as) => ask(Providers, as, '/v1/providers'),
		connections: (as) => ask(Connections, as, '/v1/connections'),
		checks: (as) => ask(Checks, as, '/v1/checks'),
		checkAll: (as) => ask(Checks, as, '/v1/checks', post()),
		enterApp: (as, provider, body) =>
			ask(Anything, as, `/v1/apps/${encodeURIComponent(provider)}`, { method: 'PUT', body }),
		signIn: (as, provider, connectionId) =>
			ask(SignInStarted, as, '/v1/sign-ins', post({ provider, connectionId })),
		connect: (as, entry) => ask(Connected, as, '/v1/connections', post(entry)),
		guide: (as, id) => ask(Guide, as, at(id, '/guide')),
		check: (as, id) => ask(ConnectionView, as, at(id, '/check'), post()),
		repair: (as, id) => ask(ConnectionView, as, at(id, '/repair'), post()),
		passOn: (as, id, name) => ask(ConnectionView, as, at(id, '/pass-on'), post({ name })),
		remove: (as, id) => ask(Removed, as, at(id), { method: 'DELETE' }),
		assign: (as, id, to) => ask(Anything, as, at(id, '/assignment'), post(to)),
	};
}
