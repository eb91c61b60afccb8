import { defineContentScript } from 'wxt/utils/define-content-script';
import { startOverlay } from './overlay.ts';

/** Put into a page at run time, when the first card is due; no page carries it before. */
export default defineContentScript({
	registration: 'runtime',
	matches: [],
	main: () => startOverlay(),
});
