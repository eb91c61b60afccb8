import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { messenger } from '../../lib/messages/messenger.ts';
import { ask } from './worker.ts';

const FIRST_HEIGHT = 36;
const MOST_HEIGHT = 440;

/** The frame part of one card. What it shows and knows stays in it: all we hear of it is how high it is. */
export function FrameSlot({ callId, title }: { callId: string; title: string }) {
	const frame = useRef<HTMLIFrameElement>(null);
	const [address, setAddress] = useState<string>();
	const [height, setHeight] = useState(FIRST_HEIGHT);
	const [visit, setVisit] = useState(0);
	const loads = useRef(0);
	useEffect(() => {
		let isGone = false;
		loads.current = 0;
		void ask(messenger.sendMessage('openFrame', { callId })).then((secret) => {
			if (!isGone && secret) setAddress(`${browser.runtime.getURL('/frame.html')}#${secret}`);
		});
		return () => {
			isGone = true;
		};
	}, [callId, visit]);
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
	// Above the shadow of the next card, which the browser takes for something that covers the frame.
	const style = { height: `${height}px`, position: 'relative', zIndex: 1 } as const;
	// A frame that was taken out of the page and put back loads anew, and its secret has been used.
	const onLoad = () => {
		loads.current += 1;
		if (loads.current > 1) setVisit(visit + 1);
	};
	return (
		<iframe
			key={address}
			ref={frame}
			class="note-frame"
			src={address}
			title={title}
			style={style}
			onLoad={onLoad}
		/>
	);
}
