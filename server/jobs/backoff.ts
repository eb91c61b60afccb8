const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 6 * 60 * 60 * 1_000;

/** Wait before the attempt after this one, ms: doubles from 5 s to 6 h, the upper half of it left to chance (0 ≤ x < 1). */
export function backoffMs(attempt: number, chance: number): number {
	const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
	return full / 2 + (full / 2) * chance;
}
