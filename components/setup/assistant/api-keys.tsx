import { useEffect, useState } from 'preact/hooks';
import type { ApiKeyView } from '../../../lib/contract/api-key.ts';
import { ProblemNotice, type Trouble } from '../../ui/problem.tsx';
import { displayText } from '../../ui/text.ts';
import { exactTime, timeAgo } from '../../ui/time.ts';
import { useWords } from '../../ui/words.ts';
import { CopyValue } from '../connections/guide.tsx';
import { AskBeforeRemoving } from '../team/ask.tsx';

export interface ApiKeysProps {
	/** Undefined until the server has answered. */
	keys: readonly ApiKeyView[] | undefined;
	/** Of the one just made; shown this once. */
	made: { keyId: string; secret: string } | undefined;
	trouble: Trouble | undefined;
	isBusy: boolean;
	now: number;
	onAdd(name: string): void;
	onRevoke(keyId: string): void;
	onCopy(text: string): void;
}

/** Keys by which other systems have the assistant call. */
export function ApiKeys(props: ApiKeysProps) {
	const { keys, trouble, isBusy, made, onAdd, onCopy } = props;
	const words = useWords();
	const [name, setName] = useState('');
	useEffect(() => setName(''), [made?.keyId]);
	const current = keys?.filter(({ revokedAt }) => revokedAt === undefined);
	return (
		<section class="panel" aria-labelledby="api-keys">
			<div>
				<h2 id="api-keys">{words('keys_title')}</h2>
				<p class="quiet">{words('keys_hint')}</p>
			</div>
			{current?.length === 0 && <p class="quiet">{words('keys_none')}</p>}
			<ul class="lines">
				{current?.map((key) => (
					<Key key={key.keyId} {...props} apiKey={key} />
				))}
			</ul>
			<ProblemNotice trouble={trouble} onCopy={onCopy} />
			<form
				class="row form-line"
				onSubmit={(event) => {
					event.preventDefault();
					onAdd(name.trim());
				}}
			>
				<div class="field">
					<label for="key-name">{words('keys_name')}</label>
					<input
						id="key-name"
						value={name}
						required
						maxLength={80}
						autocomplete="off"
						placeholder="n8n"
						onInput={({ currentTarget }) => setName(currentTarget.value)}
					/>
				</div>
				<button type="submit" class="button" disabled={isBusy}>
					{words('keys_add')}
				</button>
			</form>
		</section>
	);
}

function Key({ apiKey, made, now, isBusy, onRevoke, onCopy }: ApiKeysProps & { apiKey: ApiKeyView }) {
	const words = useWords();
	const [isAsking, setAsking] = useState(false);
	const { keyId, lastUsedAt } = apiKey;
	const name = displayText(apiKey.name);
	const used = lastUsedAt === undefined ? undefined : Date.parse(lastUsedAt);
	const isNew = made?.keyId === keyId;
	return (
		<li class="stack">
			<div class="row">
				<div class="grow">
					<h3>
						<bdi>{name}</bdi>
					</h3>
					<p class="hint">
						{used === undefined ? (
							words('keys_never')
						) : (
							<time dateTime={lastUsedAt} title={exactTime(used, words.locale)}>
								{words('keys_used', { when: timeAgo(used, now, words.locale) })}
							</time>
						)}
					</p>
				</div>
				<button
					type="button"
					class="button danger"
					aria-label={words('keys_revoke_named', { name })}
					disabled={isBusy}
					onClick={() => setAsking(true)}
				>
					{words('keys_revoke')}
				</button>
			</div>
			{isNew && (
				<div role="status">
					<CopyValue label={words('keys_secret', { name })} value={made.secret} onCopy={onCopy} />
					<p class="hint">{words('keys_secret_hint')}</p>
				</div>
			)}
			{isAsking && (
				<AskBeforeRemoving
					title={words('keys_revoke_title', { name })}
					goes={[words('keys_revoke_goes')]}
					action={words('keys_revoke_named', { name })}
					onClose={() => setAsking(false)}
					onRemove={() => onRevoke(keyId)}
				/>
			)}
		</li>
	);
}
