import { Notice } from './notice.tsx';
import { useWords, type WordKey } from './words.ts';

/** Why the server did not do what she asked; `detail` and `mend` are its own words, in English. */
export interface Trouble {
	kind: 'refused' | 'not-allowed' | 'unreachable';
	/** Last part of the problem's type, e.g. `key-refused`. */
	problem?: string;
	detail: string;
	mend?: string;
	/** Path of what it is about in what was sent. */
	field?: string;
}

const known: Readonly<Record<string, WordKey>> = {
	'key-refused': 'problem_key_refused',
	'vendor-silent': 'problem_vendor_silent',
	'wrong-setting': 'problem_wrong_setting',
	'app-missing': 'problem_app_missing',
	'last-admin': 'problem_last_admin',
	'not-found': 'problem_not_found',
	'was-refused': 'problem_was_refused',
	'connection-gone': 'problem_connection_gone',
	'wrong-address': 'problem_wrong_address',
	overtaken: 'problem_overtaken',
	'service-unsure': 'problem_service_unsure',
	'facts-replaced': 'problem_facts_replaced',
	'wrong-value': 'problem_wrong_value',
	'nothing-stopped': 'problem_nothing_stopped',
	'nobody-to-invite': 'problem_nobody_to_invite',
	'too-many-webhooks': 'problem_too_many_webhooks',
};

/** What happened and what she may do about it, in her language; the server's own words below. */
export function ProblemNotice({
	trouble,
	onCopy,
}: {
	trouble: Trouble | undefined;
	onCopy(text: string): void;
}) {
	const words = useWords();
	if (!trouble) return null;
	const { detail, mend } = trouble;
	const title = titleOf(trouble);
	// Words of ours say the mend themselves; without them the server's stands in the open.
	const isMendSaid = title !== 'trouble_refused';
	const said = [detail, isMendSaid && mend].filter(Boolean).join(' ');
	return (
		<Notice tone="bad" title={words(title)} details={said} onCopy={onCopy}>
			{mend && !isMendSaid && <p>{mend}</p>}
		</Notice>
	);
}

function titleOf({ kind, problem = '' }: Trouble): WordKey {
	if (kind === 'unreachable') return 'trouble_unreachable';
	if (kind === 'not-allowed') return 'trouble_not_allowed';
	return (Object.hasOwn(known, problem) ? known[problem] : undefined) ?? 'trouble_refused';
}
