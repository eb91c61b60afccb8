import { defineConfig } from 'wxt';

/** An extension around the lead cache alone, so that it is measured where it runs: in a service worker. */
export default defineConfig({
	imports: false,
	outDirTemplate: '{{browser}}-mv{{manifestVersion}}',
	manifest: { name: 'Ringside match bench', permissions: ['unlimitedStorage'] },
});
