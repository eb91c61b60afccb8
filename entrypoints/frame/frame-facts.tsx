import { useEffect, useState } from 'preact/hooks';
import { CompactFacts } from '../../components/transcript/compact-facts.tsx';
import { openPanel, ownWindowId } from '../../lib/extension-pages/open-panel.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import type { CallFacts, FactDecision } from '../../lib/messages/protocol.ts';
import type { FrameGate } from './gate.ts';

interface FrameFactsProps {
	secret: string;
	gate: FrameGate;
}

/** What is known after the call, as soon as there is something; nothing before. */
export function FrameFacts({ secret, gate }: FrameFactsProps) {
	const [facts, setFacts] = useState<CallFacts>();
	const [state, setState] = useState<'idle' | 'sending' | 'failed'>('idle');
	const [windowId, setWindowId] = useState<number>();
	const read = async (changed?: string) => {
		const known = await messenger.sendMessage('callFacts', { secret, changed }).catch(() => undefined);
		if (known) setFacts(known);
	};
	useEffect(() => {
		void read();
		void ownWindowId().then(setWindowId);
		return messenger.onMessage('callChanged', ({ data }) => void read(data.callId));
	}, [secret]);

	async function review(extractionId: string, decisions: FactDecision[]): Promise<void> {
		setState('sending');
		const asked = messenger.sendMessage('reviewCall', { secret, extractionId, decisions });
		const isDone = await asked.catch(() => false);
		await read();
		setState(isDone ? 'idle' : 'failed');
	}

	/** In the click itself, or the browser would not open it. */
	function showInPanel(): void {
		const opened = windowId === undefined ? Promise.resolve(false) : openPanel({ windowId });
		void opened
			.then((isOpen) => messenger.sendMessage('showInPanel', { secret, isOpen }))
			.catch(() => undefined);
	}

	const extractionId = facts?.extraction?.extractionId;
	if (!facts || (!facts.hasTranscript && extractionId === undefined)) return null;
	return (
		<CompactFacts
			facts={facts}
			state={state}
			mayAct={gate.mayPoint}
			onReview={(decisions) => {
				if (extractionId !== undefined) void review(extractionId, decisions);
			}}
			onPanel={showInPanel}
		/>
	);
}
