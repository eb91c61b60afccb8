import type { Outcome } from '../../../lib/contract/index.ts';
import type { WordKey } from '../../ui/words.ts';

export const outcomeWords: Record<Outcome, WordKey> = {
	accepted: 'outcome_accepted',
	duplicate: 'outcome_duplicate',
	ignored: 'outcome_ignored',
	unsupported: 'outcome_unsupported',
	malformed: 'outcome_malformed',
	refused: 'outcome_refused',
};

/** What each means, in a sentence. */
export const outcomeHints: Record<Outcome, WordKey> = {
	accepted: 'outcome_accepted_hint',
	duplicate: 'outcome_duplicate_hint',
	ignored: 'outcome_ignored_hint',
	unsupported: 'outcome_unsupported_hint',
	malformed: 'outcome_malformed_hint',
	refused: 'outcome_refused_hint',
};

/** As filters offer them: what needs a look comes first. */
export const outcomes: readonly Outcome[] = [
	'refused',
	'malformed',
	'unsupported',
	'ignored',
	'duplicate',
	'accepted',
];

const causes: Readonly<Record<string, WordKey>> = {
	'believed-now': 'diagnosis_believed_now',
	'no-secret-here': 'diagnosis_no_secret_here',
	'no-secret-at-vendor': 'diagnosis_no_secret_at_vendor',
	'secret-differs': 'diagnosis_secret_differs',
	'secret-of-other-connection': 'diagnosis_other_connection',
	'body-changed': 'diagnosis_body_changed',
	'content-type-changed': 'diagnosis_type_changed',
	clock: 'diagnosis_clock',
	'other-url': 'diagnosis_other_url',
	'scheme-missing': 'diagnosis_scheme_missing',
	'header-missing': 'diagnosis_header_missing',
	'header-malformed': 'diagnosis_header_malformed',
	'other-provider': 'diagnosis_other_provider',
	'our-fault': 'diagnosis_our_fault',
};

/** Why a delivery was refused; undefined for a cause newer than this build. */
export function causeWords(cause: string): WordKey | undefined {
	return Object.hasOwn(causes, cause) ? causes[cause] : undefined;
}
