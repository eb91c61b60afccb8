import type { ConnectionCheck } from './facts.ts';
import { tellTrouble } from './trouble.ts';

/** Whether the vendor takes the key. */
export const keyCheck: ConnectionCheck = ({ key, provider: { label } }) => {
	if (key === undefined) return [];
	const name = 'key';
	if (key !== 'taken') return [{ name, ...tellTrouble(key, label) }];
	return [
		{
			name,
			state: 'ok',
			found: {
				en: `${label} takes the key.`,
				de: `${label} nimmt den Schlüssel an.`,
				es: `${label} acepta la clave.`,
			},
		},
	];
};
