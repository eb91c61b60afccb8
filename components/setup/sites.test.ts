import { expect, test } from 'vitest';
import { patternOf } from './sites.tsx';

test.each([
	['https://crm.example.com/people/7?tab=1', 'https://crm.example.com/*'],
	['crm.example.com', 'https://crm.example.com/*'],
	[' http://crm.localhost:4123/ ', 'http://crm.localhost/*'],
	['https://CRM.Example.com', 'https://crm.example.com/*'],
])('%s asks for that host alone', (address, pattern) => expect(patternOf(address)).toBe(pattern));

test.each(['', 'ftp://x.example', 'javascript:alert(1)', 'https://*/', 'https://user@crm.example', 'a b'])(
	'%j is no address to ask for',
	(address) => expect(patternOf(address)).toBeUndefined(),
);
