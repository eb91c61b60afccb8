const PREFIX = 'ringside.';

/** Whether an event type is one of `patterns`: itself, of a family (`call.*`) or any (`*`). */
export function isWanted(type: string, patterns: readonly string[]): boolean {
	const name = bare(type);
	return patterns.map(bare).some((pattern) => {
		if (pattern === '*') return true;
		return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
	});
}

function bare(type: string): string {
	return type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type;
}
