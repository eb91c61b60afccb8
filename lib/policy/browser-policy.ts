import { browser } from 'wxt/browser';
import { storage } from 'wxt/utils/storage';
import type { Host } from '../engine/host.ts';
import { deviceName } from '../session/device-name.ts';
import { policyFollower, type SignUpTry } from './follow.ts';
import { type Policy, readPolicy } from './policy.ts';

const lastTry = storage.defineItem<SignUpTry>('local:policySignUp');

/** Firefox refuses to read where no policy is set. */
const readManaged = (): Promise<unknown> => browser.storage.managed.get().catch(() => ({}));

/** The company's policy as it stands. */
export async function currentPolicy(): Promise<Policy> {
	return readPolicy(await readManaged());
}

/** Connects this browser as the company's policy says; to be called at start, on changes and from time to time. */
export function followPolicy(host: Host): () => Promise<void> {
	return policyFollower({
		read: readManaged,
		isPaired: async () => (await host.engine()).session !== undefined,
		pair: host.pair,
		deviceName: deviceName(navigator.userAgent),
		lastTry: async () => (await lastTry.getValue()) ?? undefined,
		saveTry: (last) => lastTry.setValue(last),
	});
}
