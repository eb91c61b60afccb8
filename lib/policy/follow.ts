import type { PairOutcome } from '../messages/protocol.ts';
import { type Policy, readPolicy } from './policy.ts';

/** How it went with one server and code; `of` is a hash that names both. */
export interface SignUpTry {
	of: string;
	outcome: PairOutcome['kind'];
}

export interface PolicyPorts {
	/** What the browser has of the company. */
	read(): Promise<unknown>;
	isPaired(): Promise<boolean>;
	pair(message: { link: string; deviceName: string; userName?: string }): Promise<PairOutcome>;
	deviceName: string;
	lastTry(): Promise<SignUpTry | undefined>;
	saveTry(last: SignUpTry): Promise<void>;
}

/** Worth trying again with the same code: the server was not there or had too much to do. */
const passing: ReadonlySet<PairOutcome['kind']> = new Set(['unreachable', 'failed']);

/**
 * Connects this browser as the company's policy says, once for each code: who disconnects by hand stays so, and a
 * device that an admin signed out is not signed in again. To be called whenever the policy may have changed.
 */
export function policyFollower(ports: PolicyPorts): () => Promise<void> {
	let running: Promise<void> | undefined;
	return () => {
		// Two at once would become two people.
		running ??= follow(ports).finally(() => {
			running = undefined;
		});
		return running;
	};
}

async function follow(ports: PolicyPorts): Promise<void> {
	const policy = readPolicy(await ports.read());
	const { serverUrl, signUpCode, userName } = policy;
	if (!serverUrl || !signUpCode || (await ports.isPaired())) return;
	const of = await nameOf(policy);
	const last = await ports.lastTry();
	if (last?.of === of && !passing.has(last.outcome)) return;
	const { deviceName } = ports;
	const { kind } = await ports.pair({
		link: `${serverUrl}/join#${encodeURIComponent(signUpCode)}`,
		deviceName,
		userName,
	});
	await ports.saveTry({ of, outcome: kind });
}

/** SHA-256, hex: the code itself is not kept. */
async function nameOf({ serverUrl, signUpCode }: Policy): Promise<string> {
	const bytes = new TextEncoder().encode(`${serverUrl} ${signUpCode}`);
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
