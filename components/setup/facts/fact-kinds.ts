import type { FactField } from '../../../lib/contract/settings.ts';
import type { WordKey } from '../../ui/words.ts';

/** What a fact may be read as, in words. */
export const kindWords: Record<FactField['kind'], WordKey> = {
	text: 'fact_kind_text',
	number: 'fact_kind_number',
	date: 'fact_kind_date',
	'date-time': 'fact_kind_date_time',
	phone: 'fact_kind_phone',
	email: 'fact_kind_email',
	choice: 'fact_kind_choice',
};
