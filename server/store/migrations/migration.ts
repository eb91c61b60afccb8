/** One step of the schema, forward only. */
export interface Migration {
	/** Rises by one from 1. */
	version: number;
	/** SQL in order; what engines spell differently is passed in: the type of bytes, an expression for random text. */
	statements(words: { blob: string; random: string }): string[];
}
