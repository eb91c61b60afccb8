import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../../ui/words.ts';
import { EventChoice } from './event-choice.tsx';
import type { WebhookActions } from './webhooks.ts';

interface AddWebhookProps {
	isBusy: boolean;
	/** How often one was added: the form is empty again then, and keeps what she typed when it was refused. */
	addedCount: number;
	onAdd: WebhookActions['add'];
}

/** A further address that events are sent on to. */
export function AddWebhook({ isBusy, addedCount, onAdd }: AddWebhookProps) {
	const words = useWords();
	const [url, setUrl] = useState('');
	const [name, setName] = useState('');
	const [events, setEvents] = useState<string[]>(['call.*']);
	useEffect(() => {
		setUrl('');
		setName('');
	}, [addedCount]);
	return (
		<form
			class="panel"
			aria-labelledby="webhook-add"
			onSubmit={(event) => {
				event.preventDefault();
				onAdd({ url: url.trim(), events, name: name.trim() || undefined });
			}}
		>
			<h2 id="webhook-add">{words('webhook_add')}</h2>
			<div class="field">
				<label for="webhook-url">{words('webhook_url')}</label>
				<input
					id="webhook-url"
					type="url"
					value={url}
					required
					maxLength={2_000}
					autocomplete="off"
					spellcheck={false}
					placeholder="https://flows.example.com/webhook/1"
					aria-describedby="webhook-url-hint"
					onInput={(event) => setUrl(event.currentTarget.value)}
				/>
				<p class="hint" id="webhook-url-hint">
					{words('webhook_url_hint')}
				</p>
			</div>
			<div class="field">
				<label for="webhook-name">
					{words('webhook_name')} <span class="quiet">({words('optional')})</span>
				</label>
				<input
					id="webhook-name"
					value={name}
					maxLength={200}
					autocomplete="off"
					onInput={(event) => setName(event.currentTarget.value)}
				/>
			</div>
			<EventChoice chosen={events} onChoose={setEvents} />
			<div class="row">
				<button type="submit" class="button primary" disabled={isBusy || events.length === 0}>
					{words('webhook_add_action')}
				</button>
				{events.length === 0 && <p class="hint">{words('webhook_events_none')}</p>}
			</div>
		</form>
	);
}
