import { expect, test } from 'vitest';
import type { FormField } from '../../../lib/contract/setup.ts';
import { splitValues } from './form-fields.tsx';

const text = { en: 'x', de: 'x', es: 'x' };
const fields: FormField[] = [
	{ name: 'secret', label: text, kind: 'secret', required: true },
	{ name: 'mailbox', label: text, kind: 'email', required: true },
	{ name: 'audience', label: text, kind: 'text', required: false },
];

test('keys go where secrets are kept, the rest does not; what is empty is left out', () => {
	const typed = { secret: ' key_1 ', mailbox: 'a@example.com', audience: '  ', stranger: 'x' };
	expect(splitValues(fields, typed)).toEqual({
		secrets: { secret: 'key_1' },
		settings: { mailbox: 'a@example.com' },
	});
});
