import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../server/clock.ts';
import type { Dispatch } from '../../server/outgoing/dispatcher.ts';
import { createVendorDispatch, type VendorOrigins } from '../../server/outgoing/vendor-origins.ts';
import { DAY } from './simulated-time.testkit.ts';

/** How a vendor is down: it says so, or nothing listens there. */
type Outage = 'answers-503' | 'refuses-connections';

/** The server's way out to simulated vendors: counted by vendor and day, and led astray while one is down. */
export async function openWayOut(clock: Clock, origins: VendorOrigins) {
	const begun = clock.now();
	const broken = await listen((_, response) => response.writeHead(503).end());
	const closed = await listen(() => undefined);
	const nowhere = originOf(closed);
	closed.close();
	const inPlaceOf = { 'answers-503': originOf(broken), 'refuses-connections': nowhere };
	const down = new Map<string, Outage>();
	const counts = new Map<string, number[]>();
	const hosts = [...origins.values(), ...Object.values(inPlaceOf)].map((origin) => new URL(origin).host);
	const rules = { allowedInternal: new Set(hosts), resolve: async () => loopback };
	const direct = createVendorDispatch(rules, origins);

	const dispatch: Dispatch = (outgoing) => {
		const { origin } = new URL(outgoing.url);
		const day = Math.floor((clock.now() - begun) / DAY);
		const counted = counts.get(origin) ?? [];
		counted[day] = (counted[day] ?? 0) + 1;
		counts.set(origin, counted);
		const outage = down.get(origin);
		return direct(outage ? { ...outgoing, url: outgoing.url.replace(origin, inPlaceOf[outage]) } : outgoing);
	};

	return {
		dispatch,
		/** Vendor's origin → requests, by simulated day. */
		counts,
		breakDown: (vendors: string[], outage: Outage) => {
			for (const origin of vendors) down.set(origin, outage);
		},
		mend: () => down.clear(),
		close: () => broken.close(),
	};
}

const loopback = [{ address: '127.0.0.1', family: 4 as const }];

async function listen(answer: Parameters<typeof createServer>[1]): Promise<Server> {
	const server = createServer(answer).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return server;
}

function originOf(server: Server): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
