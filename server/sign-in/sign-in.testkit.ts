import { z } from 'zod';
import { OAuthSimulator, type SimulatedPerson } from '../../tests/support/vendors/oauth.ts';
import { saveApp } from '../accounts/apps.ts';
import { startTestApp, type TestApp } from '../http/app.testkit.ts';
import { manualClock } from '../intake/harness.testkit.ts';
import generic from '../providers/generic/index.ts';
import { createRegistry } from '../providers/registry.ts';
import type { SignIn } from '../providers/setup.ts';
import { VENDOR, vendorProvider } from './vendor.testkit.ts';

/** A member with a browser, and her account at the vendor. */
export interface Newcomer extends Awaited<ReturnType<TestApp['addUser']>> {
	account: SimulatedPerson;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A server with the vendor's app entered, and the vendor on a real port; time stands until it is moved. */
export async function openWorld(
	change: Partial<SignIn> = {},
	options: Parameters<typeof startTestApp>[0] = {},
) {
	const clock = manualClock();
	const vendor = await new OAuthSimulator(clock.now).start();
	const providers = createRegistry([generic, vendorProvider(change)]);
	const vendorOrigins = new Map([[VENDOR, vendor.origin]]);
	let paused = 0;
	const pause = () => {
		paused += 1;
		return new Promise<void>((resolve) => setTimeout(resolve, 5));
	};
	const t = await startTestApp({ clock, providers, vendorOrigins, pause, ...options });
	const { workspaceId } = t.workspace;
	await enterApp(t, workspaceId);
	vendor.clients.get('client-1')?.redirectUris.add(`${t.origin}/oauth/callback`);
	let people = 0;

	async function newcomer(): Promise<Newcomer> {
		people += 1;
		const account: SimulatedPerson = { id: `acc-${people}`, label: `noa${people}@vendor.example` };
		return { ...(await t.addUser('member')), account };
	}

	async function begin(token: string, connectionId?: string): Promise<string> {
		const response = await t.api(token, '/v1/sign-ins', {
			provider: 'vendor',
			...(connectionId && { connectionId }),
		});
		const body = z.object({ authorizeUrl: z.string() }).parse(await response.json());
		return body.authorizeUrl;
	}

	/** Where the vendor sends the browser back to. */
	async function consent(token: string, person: SimulatedPerson, connectionId?: string): Promise<string> {
		const visited = await vendor.visit(await begin(token, connectionId), person);
		if (!('location' in visited)) throw new Error(`the vendor said ${visited.status}`);
		return visited.location;
	}

	return {
		...{ t, vendor, clock, workspaceId, newcomer, begin, consent },
		/** What another server of the same data is made of. */
		out: { vendorOrigins, pause },
		/** How often somebody waited for another server. */
		pauses: () => paused,
		/** The whole way; the page that the person sees in the end. */
		signIn: async (token: string, person: SimulatedPerson, connectionId?: string) =>
			fetch(await consent(token, person, connectionId)),
		connectionsOf: async ({ user }: Pick<Newcomer, 'user'>) => {
			const directory = await t.store.records.directory(workspaceId);
			return (directory?.connections ?? []).filter((one) => one.ownerUserId === user.userId);
		},
		eventsOf: async (connectionId: string) =>
			(await t.store.events.bySubject(workspaceId, connectionId)).map(({ json }) => JSON.parse(json)),
		async close() {
			await t.stop();
			vendor.stop();
		},
	};
}

export async function enterApp(t: Pick<TestApp, 'context'>, workspaceId: string, clientId = 'client-1') {
	const entry = { clientId, clientSecret: clientId.replace('client', 'client-secret'), settings: {} };
	const saved = await saveApp(workspaceId, 'vendor', entry, t.context);
	if (saved.kind !== 'saved') throw new Error(saved.kind);
}
