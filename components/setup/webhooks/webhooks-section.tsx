import { ProblemNotice } from '../../ui/problem.tsx';
import { useWords } from '../../ui/words.ts';
import { AddWebhook } from './add-webhook.tsx';
import { Webhook } from './webhook.tsx';
import type { WebhooksProps } from './webhooks.ts';
import './webhooks.css';

/** Where events are sent on to: flow tools and systems of the company's own. */
export function WebhooksSection(props: WebhooksProps & { addedCount: number }) {
	const { webhooks, trouble, isBusy, actions, addedCount } = props;
	const words = useWords();
	return (
		<>
			<p class="quiet">{words('webhooks_hint')}</p>
			{webhooks && (
				<section class="panel" aria-label={words('nav_webhooks')}>
					{webhooks.length === 0 && <p class="quiet">{words('webhooks_none')}</p>}
					<ul class="lines">
						{webhooks.map((webhook) => (
							<Webhook key={webhook.webhookId} {...props} webhook={webhook} />
						))}
					</ul>
				</section>
			)}
			<ProblemNotice trouble={trouble} onCopy={actions.copy} />
			<AddWebhook isBusy={isBusy} addedCount={addedCount} onAdd={actions.add} />
		</>
	);
}
