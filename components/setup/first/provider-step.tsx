import { useWords } from '../../ui/words.ts';
import type { ConnectionsProps } from '../connections/connections-section.tsx';
import { GoButton } from '../overview.tsx';
import { phonesToSignIn } from '../phone/phones.ts';
import type { Section } from '../sections.ts';
import { InviteInstead } from './invite-instead.tsx';

interface ProviderStepProps {
	setup: Pick<ConnectionsProps, 'providers' | 'onOpenWizard'>;
	onGo(section: Section): void;
}

/** An admin connects the phones; where people sign in themselves, she may leave it to them. */
export function ProviderStep({ setup, onGo }: ProviderStepProps) {
	const words = useWords();
	const isForPeople = phonesToSignIn(setup.providers ?? []).length > 0;
	return (
		<>
			<p class="quiet">{words('first_provider_hint')}</p>
			<div class="row">
				<GoButton
					word="connections_add"
					to="connections"
					onGo={(section) => {
						setup.onOpenWizard();
						onGo(section);
					}}
				/>
			</div>
			{isForPeople && <InviteInstead onInvite={() => onGo('team')} />}
		</>
	);
}
