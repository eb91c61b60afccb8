import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';

/** Host of the sample CRM: granted at install in the `e2e` build mode alone, which demo and tests use. */
const SAMPLE_CRM = 'http://crm.localhost/*';

/** Pages of the extension run its own scripts only; they speak to the server that she paired with, wherever it is. */
const PAGE_POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	'connect-src https: wss: http://localhost:* http://*.localhost:* http://127.0.0.1:* ws://localhost:* ws://*.localhost:* ws://127.0.0.1:*',
	"form-action 'none'",
	"base-uri 'none'",
	"require-trusted-types-for 'script'",
].join('; ');

/** Asked for one site at a time, on the options page. */
const ANY_SITE = ['http://*/*', 'https://*/*'];

const FRAME = { resources: ['frame.html'], matches: ANY_SITE };

export default defineConfig({
	imports: false,
	modules: ['@wxt-dev/i18n/module'],
	vite: () => ({ plugins: [preact({ devToolsEnabled: false })] }),
	outDirTemplate: '{{browser}}-mv{{manifestVersion}}-{{mode}}',
	manifest: ({ mode, browser }) => ({
		name: '__MSG_extensionName__',
		description: '__MSG_extensionDescription__',
		default_locale: 'en',
		permissions: ['storage', 'scripting', 'alarms', 'notifications'],
		...(mode === 'e2e' ? { host_permissions: [SAMPLE_CRM] } : {}),
		content_security_policy: { extension_pages: PAGE_POLICY },
		...(browser === 'firefox'
			? {
					web_accessible_resources: [FRAME],
					// Manifest version 2 has no list of its own for optional hosts.
					optional_permissions: ANY_SITE,
					browser_specific_settings: {
						gecko: {
							id: 'ringside@ringside.dev',
							strict_min_version: '128.0',
							data_collection_permissions: {
								required: ['personallyIdentifyingInfo', 'personalCommunications', 'authenticationInfo'],
							},
						},
					},
				}
			: {
					minimum_chrome_version: '116',
					web_accessible_resources: [{ ...FRAME, use_dynamic_url: true }],
					optional_host_permissions: ANY_SITE,
				}),
	}),
});
