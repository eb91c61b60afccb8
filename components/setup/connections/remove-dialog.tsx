import type { ConnectionView } from '../../../lib/contract/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words.ts';

interface RemoveDialogProps {
	connection: ConnectionView;
	label: string;
	onRemove(): void;
	onClose(): void;
}

/** Names what goes before it goes. */
export function RemoveDialog({ connection, label, onRemove, onClose }: RemoveDialogProps) {
	const words = useWords();
	const webhooks = connection.subscriptions?.filter(({ state }) => state !== 'missing').length ?? 0;
	const isPassedOn = connection.subscriptions?.some((one) => one.isPassedOn);
	return (
		<Dialog title={words('remove_title', { provider: label })} onClose={onClose}>
			<ul class="bullets">
				<li>{words('remove_calls', { provider: label })}</li>
				{connection.signIn && <li>{words('remove_sign_in')}</li>}
				{webhooks > 0 && <li>{words.counted('remove_webhooks', webhooks, { provider: label })}</li>}
				{isPassedOn && <li>{words('remove_restores')}</li>}
				<li>{words('remove_keeps')}</li>
			</ul>
			<div class="row">
				<button type="button" class="button danger" onClick={onRemove}>
					{words('remove_confirm', { provider: label })}
				</button>
				<button type="button" class="button" onClick={onClose}>
					{words('cancel')}
				</button>
			</div>
		</Dialog>
	);
}
