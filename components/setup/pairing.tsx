import { useState } from 'preact/hooks';
import type { PairOutcome } from '../../lib/messages/protocol.ts';
import { Notice } from '../ui/notice.tsx';
import { useWords, type WordKey } from '../ui/words.ts';

const outcomeWords: Record<PairOutcome['kind'], WordKey> = {
	paired: 'pair_paired',
	'bad-link': 'pair_bad_link',
	'code-unknown': 'pair_code_unknown',
	'code-used': 'pair_code_used',
	'code-expired': 'pair_code_expired',
	unreachable: 'pair_unreachable',
	failed: 'pair_failed',
};

interface PairingProps {
	/** Already known, e.g. from the page that led here. */
	initialLink: string;
	initialDeviceName: string;
	outcome?: PairOutcome;
	isBusy: boolean;
	onPair(link: string, deviceName: string): void;
	onCopy(text: string): void;
}

/** Connecting this browser: paste the link, press Connect. */
export function PairingPanel(props: PairingProps) {
	const { initialLink, initialDeviceName, outcome, isBusy, onPair, onCopy } = props;
	const words = useWords();
	const [link, setLink] = useState(initialLink);
	const [deviceName, setDeviceName] = useState(initialDeviceName);
	return (
		<form
			class="panel"
			onSubmit={(event) => {
				event.preventDefault();
				onPair(link, deviceName);
			}}
		>
			<h2>{words('pair_title')}</h2>
			<div class="field">
				<label for="pair-link">{words('pair_label')}</label>
				<input
					id="pair-link"
					name="link"
					value={link}
					required
					autocomplete="off"
					spellcheck={false}
					placeholder="https://…/join#…"
					aria-describedby="pair-hint"
					onInput={(event) => setLink(event.currentTarget.value)}
				/>
				<p class="hint" id="pair-hint">
					{words('pair_hint')}
				</p>
			</div>
			<div class="field">
				<label for="pair-device">{words('pair_device')}</label>
				<input
					id="pair-device"
					name="deviceName"
					value={deviceName}
					required
					maxLength={100}
					onInput={(event) => setDeviceName(event.currentTarget.value)}
				/>
			</div>
			{outcome && outcome.kind !== 'paired' && (
				<Notice
					tone="bad"
					title={words(outcomeWords[outcome.kind])}
					details={'detail' in outcome ? outcome.detail : undefined}
					onCopy={onCopy}
				/>
			)}
			<div class="row">
				<button type="submit" class="button primary" disabled={isBusy}>
					{words(isBusy ? 'pair_working' : 'pair_action')}
				</button>
			</div>
		</form>
	);
}
