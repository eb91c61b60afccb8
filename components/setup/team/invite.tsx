import { useWords } from '../../ui/words.ts';
import { CopyValue } from '../connections/guide.tsx';
import type { MadeInvite } from './team.ts';

interface InviteLinkProps {
	invite: MadeInvite;
	name: string;
	onCopy(text: string): void;
}

/** The link to send, while it is on the screen: it is not kept anywhere. */
export function InviteLink({ invite, name, onCopy }: InviteLinkProps) {
	const words = useWords();
	const until = new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeStyle: 'short' });
	return (
		<div class="stack invite" role="status">
			<CopyValue label={words('invite_label', { name })} value={invite.inviteUrl} onCopy={onCopy} />
			<p class="hint">{words('invite_hint', { when: until.format(Date.parse(invite.expiresAt)) })}</p>
		</div>
	);
}
