/** The sites where the workspace's cards show, offered to each colleague. */
export interface Sites {
	/** Match patterns, in the order in which they were set. */
	sites(workspaceId: string): Promise<string[]>;
	/** These and no others from now on. `now`: ms since 1970, UTC. */
	setSites(workspaceId: string, patterns: readonly string[], now: number): Promise<void>;
}
