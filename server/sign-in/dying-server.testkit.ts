import { systemClock } from '../clock.ts';
import { randomIds } from '../ids.ts';
import { createVendorDispatch } from '../outgoing/vendor-origins.ts';
import { createRegistry } from '../providers/registry.ts';
import { sealingKey } from '../secrets/sealing.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { createSignIns } from './sign-ins.ts';
import { VENDOR, vendorProvider } from './vendor.testkit.ts';

/** A server that is killed when the vendor has answered, before it could store anything. */
const [file = '', origin = '', workspaceId = '', connectionId = '', now = '0'] = process.argv.slice(2);
const clock = { ...systemClock, now: () => Number(now) };
const store = await openSqliteStore({ file, clock, ids: randomIds });
const vendorOrigins = new Map([[VENDOR, origin]]);
const through = createVendorDispatch({ allowedInternal: new Set(), resolve: async () => [] }, vendorOrigins);
const signIns = createSignIns({
	...{ store, clock, ids: randomIds, vendorOrigins },
	providers: createRegistry([vendorProvider()]),
	keys: [sealingKey(Buffer.alloc(32, 7))],
	dispatch: async (outgoing) => {
		const answer = await through(outgoing);
		process.kill(process.pid, 'SIGKILL');
		return answer;
	},
	publicUrl: () => 'https://ringside.example',
	publish: () => {},
	changed: () => {},
	log: { info: () => {}, warn: () => {} },
});
await signIns.accessToken(workspaceId, connectionId);
