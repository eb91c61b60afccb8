import type { Records } from '../store/ports.ts';

/** Name of the state that asks the next round to adopt an older system's webhooks as well. */
const REPAIR = 'repair-asked';

type States = Pick<Records, 'connectionState' | 'setConnectionState'>;

export async function askForRepair(
	workspaceId: string,
	connectionId: string,
	records: States,
): Promise<void> {
	const expected = await records.connectionState(workspaceId, connectionId, REPAIR);
	await records.setConnectionState(workspaceId, connectionId, REPAIR, { expected, value: 'yes' });
}

/** Whether a repair was asked for; asking takes the wish away. */
export function takeRepair(workspaceId: string, connectionId: string, records: States): Promise<boolean> {
	const change = { expected: 'yes', value: 'no' };
	return records.setConnectionState(workspaceId, connectionId, REPAIR, change);
}
