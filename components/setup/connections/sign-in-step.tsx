import type { ProviderCard } from '../../../lib/contract/setup.ts';
import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words.ts';
import { InviteInstead } from '../first/invite-instead.tsx';

interface SignInStepProps {
	card: ProviderCard;
	state: 'ready' | 'waiting' | 'done';
	isBusy: boolean;
	onSignIn(card: ProviderCard): void;
	/** Only where she may. */
	onChangeApp?(card: ProviderCard): void;
	/** An admin without a phone of her own asks her colleagues in. */
	onInvite?(): void;
}

/** The vendor asks her who she is on its own page; this one waits for it. */
export function SignInStep({ card, state, isBusy, onSignIn, onChangeApp, onInvite }: SignInStepProps) {
	const words = useWords();
	const provider = card.label;
	if (state === 'done') return <Notice tone="good" title={words('sign_in_done', { provider })} />;
	const isWaiting = state === 'waiting';
	return (
		<>
			{isWaiting ? (
				<Notice tone="calm" title={words('sign_in_waiting', { provider })} />
			) : (
				<p class="quiet">{words('sign_in_hint', { provider })}</p>
			)}
			<div class="row">
				<button
					type="button"
					class={isWaiting ? 'button' : 'button primary large'}
					disabled={isBusy}
					onClick={() => onSignIn(card)}
				>
					{words(isWaiting ? 'sign_in_open_again' : 'sign_in_action', { provider })}
				</button>
				{onChangeApp && card.app && (
					<button type="button" class="button quiet" onClick={() => onChangeApp(card)}>
						{words('app_change')}
					</button>
				)}
			</div>
			{onInvite && card.ownedBy === 'user' && <InviteInstead onInvite={onInvite} />}
		</>
	);
}
