/** Outlines on a 20 px grid, drawn in the colour of the text around them. */
const outlines = {
	ringing:
		'M4.5 3.5h3l1.4 3.6-1.8 1.3a9.5 9.5 0 0 0 4.5 4.5l1.3-1.8 3.6 1.4v3a1 1 0 0 1-1 1A12.5 12.5 0 0 1 3.5 4.5a1 1 0 0 1 1-1Zm7.5-1a5.5 5.5 0 0 1 5.5 5.5M12 5.7A2.3 2.3 0 0 1 14.3 8',
	phone:
		'M4.5 3.5h3l1.4 3.6-1.8 1.3a9.5 9.5 0 0 0 4.5 4.5l1.3-1.8 3.6 1.4v3a1 1 0 0 1-1 1A12.5 12.5 0 0 1 3.5 4.5a1 1 0 0 1 1-1Z',
	missed: 'M4 5.5 9.5 11l6.5-6.5M4 5.5V10M4 5.5h4.5M3 16.5c4-3.3 10-3.3 14 0',
	done: 'm4.5 10.5 3.7 3.7 7.3-8',
	minimise: 'M5 10h10',
	dismiss: 'm5.5 5.5 9 9m0-9-9 9',
	copy: 'M7.5 7.5V4.5a1 1 0 0 1 1-1h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-3m-8-5h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z',
	move: 'M8 5h.01M8 10h.01M8 15h.01M12 5h.01M12 10h.01M12 15h.01',
	question:
		'M7.5 7.7a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8m0 2.6v.01M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z',
	incoming: 'M14.5 5.5 6 14m0-6.5V14h6.5',
	outgoing: 'M5.5 14.5 14 6m-6.5 0H14v6.5',
	settings:
		'M3.5 6.5h7m4 0h2m-13 7h2m4 0h7M12.5 8.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm-5 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
	home: 'M3.5 9.5 10 4l6.5 5.5m-11.5-1V16h10V8.5',
	window: 'M3.5 5.5a1 1 0 0 1 1-1h11a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-9Zm0 3h13',
	bell: 'M6 8.5a4 4 0 0 1 8 0c0 3.8 1.5 4.3 1.5 5.5h-11c0-1.2 1.5-1.7 1.5-5.5Zm2.5 8h3',
	people:
		'M8 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.8 16.3c.3-2.8 2.4-4.3 5.2-4.3s4.9 1.5 5.2 4.3M13 4.3a2.8 2.8 0 0 1 0 5m1.5 3c1.6.6 2.6 2 2.8 4',
	plug: 'M7 3.5V7m6-3.5V7M5 7h10v2.5a5 5 0 0 1-10 0V7Zm5 7.5v2.5',
	list: 'M7.5 5.5h9m-9 4.5h9m-9 4.5h9M3.5 5.5h.01M3.5 10h.01M3.5 14.5h.01',
	team: 'M10 9.3a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM4.2 16.3c.4-2.9 2.8-4.5 5.8-4.5s5.4 1.6 5.8 4.5',
	play: 'M6.5 4.5v11l9-5.5-9-5.5Z',
	pause: 'M7 4.5v11m6-11v11',
	search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Zm4-1.5 3.5 3.5',
	save: 'M10 3.5v9m-3.5-3.5 3.5 3.5 3.5-3.5M4 16.5h12',
	inbox: 'M3.5 11.5h4l1 2h3l1-2h4M3.5 11.5l2-7h9l2 7v4a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-4Z',
	text: 'M4.5 5.5h11m-11 4.5h11m-11 4.5h7',
	back: 'M12 4.5 6.5 10l5.5 5.5',
	up: 'm5 12.5 5-5 5 5',
	down: 'm5 7.5 5 5 5-5',
} as const;

export type IconName = keyof typeof outlines;

/** Decorative: the words beside it, or the label of its button, say the same. */
export function Icon({ name }: { name: IconName }) {
	return (
		<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
			<path d={outlines[name]} />
		</svg>
	);
}
