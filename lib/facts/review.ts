import type { ExtractionReviewed } from '../contract/extraction.ts';

/**
 * What holds of all reviews of one extraction: of each field the latest decision, and who made the last of them.
 * Order and repeats do not matter. Undefined where nobody has reviewed it.
 */
export function mergeReviews(
	extractionId: string,
	reviews: readonly ExtractionReviewed[],
): ExtractionReviewed | undefined {
	const own = reviews.filter((review) => review.extractionId === extractionId).sort(byTime);
	const last = own.at(-1);
	if (!last) return undefined;
	const decisions = new Map(own.flatMap((review) => review.decisions.map((one) => [one.name, one] as const)));
	return { ...last, decisions: [...decisions.values()] };
}

function byTime(a: ExtractionReviewed, b: ExtractionReviewed): number {
	return Date.parse(a.at) - Date.parse(b.at) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}
