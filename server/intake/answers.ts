import type { Answer } from '../providers/provider.ts';

const text = 'text/plain; charset=utf-8';

/** Unknown provider and unknown key alike: whoever guesses learns nothing of either. */
export const notFound: Answer = { status: 404, contentType: text, body: 'Not found\n' };

export const tooLarge: Answer = { status: 413, contentType: text, body: 'Body too large\n' };

/** Nothing was kept, so the vendor has to send it again. Seconds. */
export const tryAgain: Answer = {
	status: 503,
	contentType: text,
	body: 'Not stored, please send it again\n',
	headers: { 'retry-after': '5' },
};
