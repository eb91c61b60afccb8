import type { CallDetail } from '../../lib/contract/index.ts';
import { useWords, type WordKey } from '../ui/words.ts';

const modeWords: Record<CallDetail['consent'], WordKey> = {
	none: 'consent_none',
	announced: 'consent_announced',
	asked: 'consent_asked',
};

interface ConsentProps {
	detail: CallDetail;
	/** The call runs. */
	isLive: boolean;
}

/** How the caller learns of the recording, where one runs or is kept. */
export function Consent({ detail, isLive }: ConsentProps) {
	const { consent, isDeclined, recordings, progress } = detail;
	const words = useWords();
	const isKept = recordings.some(({ state }) => state !== 'removed');
	if (isDeclined) return <p class="consent">{words('consent_declined')}</p>;
	const isRecorded = isLive && consent !== 'none';
	if (!isKept && !isRecorded) return null;
	// The stage that stopped for it says so, and what to do.
	const isToldBelow = progress.some(({ reason }) => reason === 'no-consent') && consent === 'none';
	return (
		<div class="consent">
			<p>
				<strong>{words('consent_note')}</strong>
			</p>
			{!isToldBelow && <p>{words(modeWords[consent])}</p>}
		</div>
	);
}
