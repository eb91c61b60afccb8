import { expect, test } from 'vitest';
import { settle } from '../engine/world.testkit.ts';
import type { PairOutcome } from '../messages/protocol.ts';
import { type PolicyPorts, policyFollower, type SignUpTry } from './follow.ts';

const policy = { serverUrl: 'https://ringside.example.com', signUpCode: 'ABCD-EFGH-JKMN', userName: 'Sara' };

/** A browser with a policy. `answers` are the server's, one a try; the last goes on. */
function browserWith(policy: unknown, ...answers: PairOutcome['kind'][]) {
	const links: string[] = [];
	let paired = false;
	let last: SignUpTry | undefined;
	const ports: PolicyPorts = {
		read: async () => world.policy,
		isPaired: async () => paired,
		async pair({ link }) {
			links.push(link);
			await world.answer;
			const kind = (answers.length > 1 ? answers.shift() : answers[0]) ?? 'paired';
			paired = kind === 'paired';
			return kind === 'unreachable' || kind === 'failed' ? { kind, detail: '' } : { kind };
		},
		deviceName: 'Chrome · Linux',
		lastTry: async () => last,
		saveTry: async (tried) => {
			last = tried;
		},
	};
	const follow = policyFollower(ports);
	const setPaired = (now: boolean) => {
		paired = now;
	};
	/** The server's answer waits for it. */
	const answer: Promise<void> = Promise.resolve();
	const world = { policy, follow, links, setPaired, answer, saved: () => last };
	return world;
}

test('a browser that is not connected is connected as the policy says, once', async () => {
	const browser = browserWith(policy);
	await browser.follow();
	await browser.follow();
	expect(browser.links).toEqual(['https://ringside.example.com/join#ABCD-EFGH-JKMN']);
});

test('calls at the same time become one person', async () => {
	const browser = browserWith(policy);
	const { promise, resolve } = Promise.withResolvers<void>();
	browser.answer = promise;
	const following = [browser.follow(), browser.follow(), browser.follow()];
	await settle();
	expect(browser.links).toHaveLength(1);
	resolve();
	await Promise.all(following);
	expect(browser.links).toHaveLength(1);
});

test('a browser that is connected already, by whatever way, is left as it is', async () => {
	const browser = browserWith(policy);
	browser.setPaired(true);
	await browser.follow();
	expect(browser.links).toEqual([]);
});

test('who disconnects by hand stays disconnected, until the company gives out another code', async () => {
	const browser = browserWith(policy);
	await browser.follow();
	browser.setPaired(false);
	await browser.follow();
	expect(browser.links).toHaveLength(1);
	browser.policy = { ...policy, signUpCode: 'ANOTHER-CODE' };
	await browser.follow();
	expect(browser.links).toHaveLength(2);
});

test('a server that is not there is tried again, and a code that it refuses is not', async () => {
	const browser = browserWith(policy, 'unreachable', 'code-expired');
	for (let time = 0; time < 4; time++) await browser.follow();
	expect(browser.links).toHaveLength(2);
});

test.each([
	['no policy', {}],
	['a server and no code', { serverUrl: policy.serverUrl }],
	['a code and no server', { signUpCode: policy.signUpCode }],
	['a server that is not https', { ...policy, serverUrl: 'http://ringside.example.com' }],
])('%s connects nothing', async (_, incomplete) => {
	const browser = browserWith(incomplete);
	await browser.follow();
	expect(browser.links).toEqual([]);
});

test('the code itself is not kept', async () => {
	const browser = browserWith(policy);
	await browser.follow();
	expect(browser.saved()?.outcome).toBe('paired');
	expect(JSON.stringify(browser.saved())).not.toContain('ABCD');
});
