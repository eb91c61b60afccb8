import { z } from 'zod';
import { ConnectionView } from '../../lib/contract/api.ts';
import type { Role } from '../../lib/contract/primitives.ts';
import { openSse, startTestApp, type TestStream } from '../../server/http/app.testkit.ts';
import { startJobs } from '../../server/jobs/start.ts';
import type { Provider } from '../../server/providers/provider.ts';
import { createRegistry } from '../../server/providers/registry.ts';
import type { SimulatedPerson } from '../support/vendors/oauth.ts';
import type { simulateTime } from './simulated-time.testkit.ts';
import { openWayOut } from './way-out.testkit.ts';

/** A vendor as a quarter of a year needs it, whatever it is made of. */
export interface VendorInTime {
	provider: Provider;
	app: { clientId: string; clientSecret: string; settings: Record<string, string> };
	/** The vendor's names → where it answers here. */
	origins: [string, string][];
	/** The server's address is entered at the vendor. */
	mayReturnTo(redirectUri: string): void;
	/** What this person's browser is sent back with. */
	visit(address: string, person: SimulatedPerson): Promise<{ location: string } | { status: number }>;
	/** All that the vendor holds of hers. */
	webhooksOf(person: SimulatedPerson): { name: string; isOn: boolean }[];
	/** Something happens at this account, and her webhooks are told. */
	ring(person: SimulatedPerson, callId: string): Promise<unknown>;
	stop(): void;
}

type Member = Awaited<ReturnType<Awaited<ReturnType<typeof startTestApp>>['addUser']>>;

export interface Account {
	/** For tables. */
	name: string;
	vendor: VendorInTime;
	member: Member;
	person: SimulatedPerson;
}

export type QuarterWorld = Awaited<ReturnType<typeof openQuarterWorld>>;

const Connections = z.object({ connections: z.array(ConnectionView) });

/** A listening server with its jobs, on a clock of ours, and vendors on real ports. */
export async function openQuarterWorld(
	time: ReturnType<typeof simulateTime>,
	vendors: readonly VendorInTime[],
) {
	const vendorOrigins = new Map(vendors.flatMap(({ origins }) => origins));
	const out = await openWayOut(time.clock, vendorOrigins);
	const { dispatch } = out;
	const providers = createRegistry(vendors.map(({ provider }) => provider));
	const options = { clock: time.clock, providers, vendorOrigins, dispatch, wrap: time.watched };
	const t = await startTestApp({ ...options, pause: () => new Promise<void>((go) => setImmediate(go)) });
	const jobs = startJobs({ ...t.context, loop: { gatherMs: 0 } });
	const streams = new Map<string, TestStream>();
	const hands: { account: string; at: number }[] = [];

	async function ask(token: string, url: string, body?: unknown, method?: string): Promise<unknown> {
		const response = await t.api(token, url, body, method);
		if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
		return response.json();
	}

	return {
		...{ t, out, streams, hands },
		async enterApps(admin: Member, used: readonly VendorInTime[]) {
			for (const { provider, app, mayReturnTo } of used) {
				await ask(admin.token, `/v1/apps/${provider.id}`, app, 'PUT');
				mayReturnTo(`${t.origin}/oauth/callback`);
			}
		},
		/** A person with a browser that is connected. */
		async arrives(name: string, role: Role, workspaceId?: string): Promise<Member> {
			const member = await t.addUser(role, workspaceId);
			streams.set(name, await openSse(t.origin, member.token));
			return member;
		},
		/** The clicks of a person who signs in, again where she has a connection already. */
		async signIn({ name, vendor, member, person }: Account, connectionId?: string) {
			const wish = { provider: vendor.provider.id, ...(connectionId && { connectionId }) };
			const { authorizeUrl } = z
				.object({ authorizeUrl: z.string() })
				.parse(await ask(member.token, '/v1/sign-ins', wish));
			const visited = await vendor.visit(authorizeUrl, person);
			if (!('location' in visited)) throw new Error(`${name}: the vendor said ${visited.status}`);
			const page = await fetch(visited.location);
			if (page.status !== 200) throw new Error(`${name}: ${page.status}`);
			hands.push({ account: name, at: time.clock.now() });
		},
		/** What this person's browser shows of her connections. */
		connections: async ({ token }: Member) =>
			Connections.parse(await ask(token, '/v1/connections')).connections,
		async close() {
			for (const stream of streams.values()) stream.close();
			await jobs.stop(1_000);
			await t.stop();
			out.close();
		},
	};
}
