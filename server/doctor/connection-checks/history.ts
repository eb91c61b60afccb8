import type { ConnectionCheck } from './facts.ts';
import { tellTrouble } from './trouble.ts';

/** Whether what was missed could be read afterwards. */
export const historyCheck: ConnectionCheck = ({ backfill, provider: { label } }) => {
	if (!backfill) return [];
	const name = 'history';
	if (backfill.kind !== 'read' && backfill.kind !== 'not-due')
		return [{ name, ...tellTrouble(backfill, label) }];
	const added = backfill.kind === 'read' ? backfill.added : 0;
	return [
		{
			name,
			state: 'ok',
			found:
				added === 0
					? {
							en: `What ${label} keeps of past calls and messages is here too.`,
							de: `Was ${label} von vergangenen Anrufen und Nachrichten aufbewahrt, ist auch hier.`,
							es: `Lo que ${label} guarda de llamadas y mensajes anteriores también está aquí.`,
						}
					: {
							en: `Read afterwards from ${label}: ${added}.`,
							de: `Von ${label} nachgelesen: ${added}.`,
							es: `Leído después de ${label}: ${added}.`,
						},
		},
	];
};
