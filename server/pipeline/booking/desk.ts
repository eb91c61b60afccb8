import type { Bookings } from '../../providers/bookings.ts';
import type { VendorTools } from '../../providers/vendor.ts';
import type { PipelineDeps } from '../deps.ts';

/** Where a workspace's appointments are made. */
export interface Desk {
	bookings: Bookings;
	tools: VendorTools;
	connectionId: string;
	eventTypeId: number;
	/** What is free is booked without anybody's OK. */
	booksAlone: boolean;
}

export type FoundDesk =
	| { kind: 'found'; desk: Desk }
	/** Nobody wants appointments to be made. */
	| { kind: 'none' }
	/** The connection that was chosen is gone, or cannot book. */
	| { kind: 'incomplete' };

export type DeskDeps = Pick<
	PipelineDeps,
	'settings' | 'directories' | 'findConnection' | 'providers' | 'vendorTools'
>;

/** The calendar that the workspace has chosen. */
export async function findDesk(workspaceId: string, deps: DeskDeps): Promise<FoundDesk> {
	const { value } = await deps.settings.read(workspaceId, 'after-call');
	if (!value.isOn || !value.booking) return { kind: 'none' };
	const { connectionId, eventTypeId, booksAlone } = value.booking;
	const directory = await deps.directories.fresh(workspaceId);
	const row = directory?.connections.find((one) => one.connectionId === connectionId);
	const provider = row && deps.providers.find(row.provider);
	const found = row && (await deps.findConnection(row.provider, row.hookKey));
	if (!provider?.bookings || !found) return { kind: 'incomplete' };
	const tools = deps.vendorTools(found, provider);
	const { bookings } = provider;
	return { kind: 'found', desk: { bookings, tools, connectionId, eventTypeId, booksAlone } };
}
