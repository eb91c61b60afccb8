/** One way for a page to make her press what she cannot see, or to press it for her. All runs in the page. */
export interface Trick {
	name: string;
	/** Rules of the page. The last element of the page's root is the card's. */
	css?: string;
	/** Inline style of an element that is put over everything. */
	cover?: string;
	/** Anything else; what it brings into the page is marked `data-trick`, what undoes it is `undoTrick`. */
	run?(): unknown;
	/** Taken away by the page in the very click that is to land on the card. */
	isOffAtClick?: boolean;
	media?: 'print';
	/** Comes to nothing: the card stays as it is, to look at and in what it does. */
	isFutile?: boolean;
	/** What it did to the document cannot be undone. */
	needsNewPage?: boolean;
}

export type TrickPage = typeof globalThis & { undoTrick?: () => void };

const card = 'html > :last-child';
const everywhere =
	'position: fixed; inset: 0; margin: 0; border: 0; width: 100vw; height: 100vh; max-width: none; max-height: none;';
const unfelt = `${everywhere} background: white; z-index: 2147483647; pointer-events: none;`;

const styles: Trick[] = [
	{ name: 'the page’s root at opacity 0.01', css: 'html { opacity: 0.01 !important }' },
	{
		name: 'body at opacity 0.01, and the card by rule',
		isFutile: true,
		css: `body, ${card} { opacity: 0.01 !important }`,
	},
	{ name: 'filter: opacity on the root', css: 'html { filter: opacity(1%) !important }' },
	{ name: 'filter: blur on the root', css: 'html { filter: blur(40px) !important }' },
	{ name: 'filter: no contrast on the root', css: 'html { filter: contrast(0) !important }' },
	{ name: 'filter: half inverted is grey', css: 'html { filter: invert(0.5) !important }' },
	{ name: 'filter: brightness on the root', css: 'html { filter: brightness(30) !important }' },
	{ name: 'clip-path on the root', css: 'html { clip-path: inset(0 0 99% 0) !important }' },
	{
		name: 'mask on the root',
		css: 'html { mask-image: linear-gradient(transparent, transparent) !important }',
	},
	{ name: 'blend mode on the root', css: 'html { background: white; mix-blend-mode: lighten !important }' },
	{ name: 'transform: scaled to a dot', css: 'html { transform: scale(0.02) !important }' },
	{ name: 'scale and rotate as properties of their own', css: 'html { scale: 0.05; rotate: 4deg }' },
	{ name: 'transform: moved', css: 'html { transform: translate(-300px, 150px) !important }' },
	{ name: 'zoomed to a dot', css: 'html { zoom: 0.05 !important }' },
	{ name: 'the root turned away', css: 'html { transform: rotateY(89deg) !important }' },
	{ name: 'the root is a box that cuts', css: 'html { contain: strict; width: 10px; height: 10px }' },
	{ name: 'the root gives up its content', css: 'html { content-visibility: hidden }' },
	{ name: 'the root scrolls the card along', css: 'html { will-change: transform; translate: 0 -40px }' },
	{ name: 'display: none on the card by rule', isFutile: true, css: `${card} { display: none !important }` },
	{ name: 'visibility: hidden on everything', isFutile: true, css: '* { visibility: hidden !important }' },
	{
		name: 'colours made see-through',
		isFutile: true,
		css: '* { --surface: transparent !important; --text: transparent !important }',
	},
	{ name: 'printed', css: '@media print { html { opacity: 0.01 } }', media: 'print' },
];

const covers: Trick[] = [
	{
		name: 'a dark mode, and a cover that lets the click through',
		css: 'html { filter: invert(1) !important }',
		cover: unfelt,
	},
	{ name: 'a cover that takes the click', cover: unfelt.replace('pointer-events: none', 'cursor: default') },
	{ name: 'a cover that lets the click through', cover: unfelt },
	{
		name: 'a cover that is only a shadow',
		cover:
			'position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px; z-index: 2147483647; pointer-events: none; box-shadow: 0 0 0 4000px white',
	},
	{
		name: 'a cover that blurs what is behind it',
		cover: `${unfelt} background: none; backdrop-filter: blur(50px)`,
	},
	{ name: 'a cover that blends', cover: `${unfelt} mix-blend-mode: lighten` },
	{ name: 'the root’s own ::after', css: `html::after { content: ""; ${unfelt} }` },
	{
		name: 'an iframe over it',
		run() {
			const frame = document.createElement('iframe');
			frame.dataset.trick = '';
			frame.srcdoc = '<body style="background: white">';
			frame.style.cssText =
				'position: fixed; inset: 0; width: 100vw; height: 100vh; border: 0; z-index: 2147483647; pointer-events: none';
			document.documentElement.append(frame);
		},
	},
	{
		name: 'a popover over it',
		css: `[popover] { ${unfelt} }`,
		run() {
			const cover = document.createElement('div');
			cover.dataset.trick = '';
			cover.popover = 'manual';
			document.body.append(cover);
			cover.showPopover();
		},
	},
	{
		name: 'a popover in a closed root over it',
		run() {
			const owner = document.createElement('div');
			owner.dataset.trick = '';
			const cover = document.createElement('div');
			cover.popover = 'manual';
			cover.style.cssText =
				'inset: 0; width: 100vw; height: 100vh; background: white; pointer-events: none; border: 0';
			owner.attachShadow({ mode: 'closed' }).append(cover);
			document.body.append(owner);
			cover.showPopover();
		},
	},
	{
		name: 'a modal dialog over it',
		css: `dialog, dialog::backdrop { ${unfelt} }`,
		run() {
			const cover = document.createElement('dialog');
			cover.dataset.trick = '';
			document.body.append(cover);
			cover.showModal();
		},
	},
	{
		name: 'an element in full screen over it',
		css: `:fullscreen, :fullscreen::backdrop { ${unfelt} }`,
		async run() {
			const cover = document.createElement('div');
			cover.dataset.trick = '';
			document.body.append(cover);
			await cover.requestFullscreen();
			(globalThis as TrickPage).undoTrick = () => void document.exitFullscreen();
		},
	},
	{
		name: 'a view transition that never ends',
		css: `::view-transition { pointer-events: none; background: white }
			::view-transition-group(*), ::view-transition-image-pair(*) { animation-duration: 600s }
			::view-transition-old(*), ::view-transition-new(*) { animation: none; opacity: 0 }`,
		async run() {
			const transition = document.startViewTransition(() => {});
			(globalThis as TrickPage).undoTrick = () => transition.skipTransition();
			await transition.ready;
		},
	},
];

const handsOn: Trick[] = [
	{
		name: 'opacity written on the card',
		isFutile: true,
		run: () => lastChild().style.setProperty('opacity', '0.01', 'important'),
	},
	{
		name: 'the card scaled to nothing',
		isFutile: true,
		run: () => (lastChild().style.transform = 'scale(0)'),
	},
	{
		name: 'display: none written on the card',
		isFutile: true,
		run: () => (lastChild().style.display = 'none'),
	},
	{
		name: 'the card hidden by attribute',
		isFutile: true,
		run: () => lastChild().setAttribute('hidden', ''),
	},
	{
		name: 'the card animated to nothing',
		isFutile: true,
		run() {
			const animation = lastChild().animate([{ opacity: 0.01 }, { opacity: 0.01 }], {
				duration: 1e6,
				fill: 'both',
			});
			(globalThis as TrickPage).undoTrick = () => animation.cancel();
		},
	},
	{
		name: 'registered colours that do not inherit',
		needsNewPage: true,
		run() {
			for (const name of [
				'--text',
				'--text-quiet',
				'--surface',
				'--surface-sunken',
				'--accent',
				'--on-accent',
			]) {
				CSS.registerProperty({ name, syntax: '<color>', inherits: false, initialValue: 'transparent' });
			}
		},
	},
	{
		name: 'a see-through parent for the card',
		isFutile: true,
		run() {
			const parent = document.createElement('div');
			parent.dataset.trick = '';
			parent.style.opacity = '0.01';
			const moved = lastChild();
			document.documentElement.append(parent);
			parent.append(moved);
		},
	},
	{
		name: 'a see-through node between root and body',
		isFutile: true,
		run() {
			const between = document.createElement('div');
			between.style.opacity = '0.01';
			const { body } = document;
			const moved = lastChild();
			document.documentElement.append(between);
			between.append(body, moved);
			(globalThis as TrickPage).undoTrick = () => {
				between.before(body);
				between.remove();
			};
		},
	},
	{
		name: 'the card removed and put back, see-through',
		isFutile: true,
		run() {
			const moved = lastChild();
			moved.remove();
			moved.style.opacity = '0.01';
			document.body.append(moved);
		},
	},
	{
		name: 'another root for the card',
		isFutile: true,
		run() {
			const owner = document.createElement('div');
			owner.dataset.trick = '';
			owner.style.opacity = '0.01';
			document.body.append(owner);
			owner.attachShadow({ mode: 'closed' }).append(lastChild());
		},
	},
	{
		name: 'clicks that the page makes',
		isFutile: true,
		run() {
			const press = () => {
				lastChild().click();
				for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
					const options = { bubbles: true, composed: true, detail: 1, clientX: innerWidth - 60, clientY: 36 };
					lastChild().dispatchEvent(new MouseEvent(type, options));
					document.activeElement?.dispatchEvent(new MouseEvent(type, options));
				}
			};
			press();
		},
	},
	{
		name: 'keys that the page makes',
		isFutile: true,
		run() {
			lastChild().focus();
			for (const key of ['Tab', 'Enter', ' ', 'ArrowDown', 'Enter', 'Escape']) {
				const options = { key, bubbles: true, composed: true, cancelable: true };
				lastChild().dispatchEvent(new KeyboardEvent('keydown', options));
				lastChild().dispatchEvent(new InputEvent('beforeinput', { ...options, data: key }));
				lastChild().dispatchEvent(new KeyboardEvent('keyup', options));
			}
		},
	},
];

const atClick: Trick[] = [...styles, ...covers]
	.filter(({ name }) => /root at opacity 0.01|lets the click|a popover over|view transition/.test(name))
	.map((trick) => ({ ...trick, name: `${trick.name}, until the click itself`, isOffAtClick: true }));

/** The library. */
export const tricks: Trick[] = [...styles, ...covers, ...handsOn, ...atClick];

/** Of the page: the element of the card, which a page can tell by its place alone. */
declare function lastChild(): HTMLElement;
