import { useWords } from '../../ui/words.ts';

/** For an admin who has no phone of her own: her colleagues sign in to theirs. */
export function InviteInstead({ onInvite }: { onInvite(): void }) {
	const words = useWords();
	return (
		<>
			<p class="quiet">{words('first_invite_hint')}</p>
			<div class="row">
				<button type="button" class="button" onClick={onInvite}>
					{words('first_invite')}
				</button>
			</div>
		</>
	);
}
