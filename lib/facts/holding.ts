import type { ExtractionReady } from '../contract/extraction.ts';

const OWN = 'facts-';

/** Id of an extraction that we made: of this call, of the transcript and the fields that `digest` stands for. */
export function ownExtractionId(callId: string, digest: string): string {
	return `${OWN}${callId}-${digest}`;
}

/** The one of all extractions of a call that holds: ours, made last; the provider's own where there is none. */
export function holdingExtraction(extractions: readonly ExtractionReady[]): ExtractionReady | undefined {
	return extractions.findLast(({ extractionId }) => extractionId.startsWith(OWN)) ?? extractions.at(-1);
}
