import { useState } from 'preact/hooks';
import type { OutgoingWebhookView } from '../../../lib/contract/index.ts';
import { useWords } from '../../ui/words.ts';
import { AskBeforeRemoving } from '../team/ask.tsx';
import type { WebhookActions } from './webhooks.ts';

interface WebhookButtonsProps {
	webhook: OutgoingWebhookView;
	name: string;
	isBusy: boolean;
	actions: WebhookActions;
}

/** Test, pause or resume, remove. */
export function WebhookButtons({ webhook, name, isBusy, actions }: WebhookButtonsProps) {
	const words = useWords();
	const [isAsking, setAsking] = useState(false);
	const { webhookId, state } = webhook;
	const isOff = state === 'disabled';
	return (
		<div class="row">
			<button
				type="button"
				class="button"
				aria-label={words('webhook_test_named', { name })}
				disabled={isBusy}
				onClick={() => actions.test(webhookId)}
			>
				{words('webhook_test')}
			</button>
			<button
				type="button"
				class="button"
				aria-label={words(isOff ? 'webhook_resume_named' : 'webhook_pause_named', { name })}
				disabled={isBusy}
				onClick={() => actions.setEnabled(webhookId, isOff)}
			>
				{words(isOff ? 'webhook_resume' : 'webhook_pause')}
			</button>
			<button
				type="button"
				class="button danger"
				aria-label={words('people_remove_named', { name })}
				disabled={isBusy}
				onClick={() => setAsking(true)}
			>
				{words('remove')}
			</button>
			{isAsking && (
				<AskBeforeRemoving
					title={words('people_remove_title', { name })}
					goes={[words('webhook_remove_events'), words('webhook_remove_secret')]}
					action={words('people_remove_named', { name })}
					onClose={() => setAsking(false)}
					onRemove={() => actions.remove(webhookId)}
				/>
			)}
		</div>
	);
}
