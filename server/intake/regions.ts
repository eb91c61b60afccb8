import type { Clock } from '../clock.ts';
import type { Connection, Records } from '../store/ports.ts';

const TRUSTED_MS = 10_000;

export type RegionOf = (connection: Connection) => Promise<string | undefined>;

/**
 * Region that reads a connection's national numbers: that of its branch, else of its workspace; undefined where
 * there is no such workspace. A change is seen within ten seconds: reading a large directory for every ring would
 * hold up the next one.
 */
export function createRegions(records: Pick<Records, 'directory'>, clock: Clock): RegionOf {
	const known = new Map<string, { readAt: number; regions: Promise<Regions | undefined> }>();
	return async ({ workspaceId, branchId }) => {
		const now = clock.monotonic();
		let entry = known.get(workspaceId);
		if (!entry || now - entry.readAt >= TRUSTED_MS) {
			entry = { readAt: now, regions: readRegions(records, workspaceId) };
			known.set(workspaceId, entry);
			// A failure is not remembered; who asked is told by the same promise.
			entry.regions.catch(() => known.delete(workspaceId));
		}
		const regions = await entry.regions;
		return (branchId && regions?.branches.get(branchId)) || regions?.workspace;
	};
}

interface Regions {
	workspace: string;
	branches: Map<string, string>;
}

async function readRegions(
	records: Pick<Records, 'directory'>,
	workspaceId: string,
): Promise<Regions | undefined> {
	const directory = await records.directory(workspaceId);
	return (
		directory && {
			workspace: directory.workspace.region,
			branches: new Map(directory.branches.map((branch) => [branch.branchId, branch.region])),
		}
	);
}
