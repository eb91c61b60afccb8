import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { messenger } from '../../lib/messages/messenger.ts';
import { ask } from './worker.ts';

const FIRST_HEIGHT = 36;
const MOST_HEIGHT = 240;

/** The frame part of one card. What it shows and knows stays in it: all we hear of it is how high it is. */
export function FrameSlot({ callId, title }: { callId: string; title: string }) {
	const frame = useRef<HTMLIFrameElement>(null);
	const [address, setAddress] = useState<string>();
	const [height, setHeight] = useState(FIRST_HEIGHT);
	useEffect(() => {
		let isGone = false;
		void ask(messenger.sendMessage('openFrame', { callId })).then((secret) => {
			if (!isGone && secret) setAddress(`${browser.runtime.getURL('/frame.html')}#${secret}`);
		});
		return () => {
			isGone = true;
		};
	}, [callId]);
	useEffect(() => {
		const hear = ({ source, data }: MessageEvent) => {
			if (source !== frame.current?.contentWindow) return;
			const told = Number(data?.height);
			if (told > 0) setHeight(Math.min(Math.ceil(told), MOST_HEIGHT));
		};
		addEventListener('message', hear);
		return () => removeEventListener('message', hear);
	}, []);
	if (!address) return <div style={{ height: `${height}px` }} />;
	return (
		<iframe ref={frame} class="note-frame" src={address} title={title} style={{ height: `${height}px` }} />
	);
}
