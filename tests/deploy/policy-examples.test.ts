import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { policyKeys } from '../../lib/policy/policy.ts';
import { root } from '../../scripts/command.ts';

const page = readFileSync(path.join(root, 'docs/policy.md'), 'utf8');
const Policy = z.strictObject({
	serverUrl: policyKeys.serverUrl,
	signUpCode: policyKeys.signUpCode,
	userName: policyKeys.userName.optional(),
	sites: policyKeys.sites.min(1),
});
const manifestId = /id: '([^']+)'/.exec(readFileSync(path.join(root, 'wxt.config.ts'), 'utf8'))?.[1] ?? '';

/** The page's examples in this language, in order. */
const examples = (language: string) =>
	[...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
const [linux, console, firefox] = examples('json').map((text) => JSON.parse(text));

/** A registry file's values below the policy's key; a list is a key of its own with numbered values. */
function readRegistry(text: string): Record<string, unknown> {
	const policy: Record<string, unknown> = {};
	const [, ...parts] = text.split(/^\[/m);
	for (const part of parts) {
		const [, , list] = /^(.*)\\policy(?:\\(\w+))?\]/.exec(part) ?? [];
		if (!/\\policy[\\\]]/.test(part)) continue;
		const values = [...part.matchAll(/^"(\w+)"="(.*)"$/gm)].map(([, name = '', value = '']) => [name, value]);
		if (list) policy[list] = values.map(([, value]) => value);
		else Object.assign(policy, Object.fromEntries(values));
	}
	return policy;
}

/** A property list's dictionary of texts and of lists of texts. */
function readPropertyList(text: string): Record<string, unknown> {
	const texts = (part: string) => [...part.matchAll(/<string>(.*?)<\/string>/g)].map(([, value]) => value);
	const entries = [...text.matchAll(/<key>(\w+)<\/key>\s*(<string>.*?<\/string>|<array>[\s\S]*?<\/array>)/g)];
	return Object.fromEntries(
		entries.map(([, name = '', value = '']) => [
			name,
			value.startsWith('<array>') ? texts(value) : texts(value)[0],
		]),
	);
}

const { PayloadType, ...mac } = readPropertyList(examples('xml')[0] ?? '');

test.each([
	['Windows registry', readRegistry(examples('reg')[0] ?? '')],
	['Linux file', linux['3rdparty'].extensions.EXTENSION_ID],
	['macOS profile', mac],
	[
		'Google Admin console',
		Object.fromEntries(Object.entries<{ Value: unknown }>(console).map(([key, { Value }]) => [key, Value])),
	],
	['Firefox policies.json', firefox.policies['3rdparty'].Extensions[manifestId]],
])('the example for the %s is a policy that the extension takes whole', (_, policy) => {
	expect(Policy.safeParse(policy).error?.issues ?? []).toEqual([]);
});

test('the examples name the extension as its manifest does', () => {
	expect(Object.keys(firefox.policies.ExtensionSettings)).toEqual([manifestId]);
	expect(PayloadType).toBe('com.google.Chrome.extensions.EXTENSION_ID');
});
