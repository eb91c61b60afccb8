import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { noCodeFromText } from './scripts/no-code-from-text.ts';

/** Host of the sample CRM: granted at install in the `e2e` build mode alone, which demo and tests use. */
const SAMPLE_CRM = 'http://crm.localhost/*';

/** Pages of the extension run its own scripts only; they speak to the server that she paired with, wherever it is. */
const PAGE_POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	// A recording that was fetched with her token and is played from memory.
	'media-src blob:',
	// Its own files: words of a language that is not the browser's.
	"connect-src 'self' https: wss: http://localhost:* http://*.localhost:* http://127.0.0.1:* ws://localhost:* ws://*.localhost:* ws://127.0.0.1:*",
	"form-action 'none'",
	"base-uri 'none'",
	"require-trusted-types-for 'script'",
].join('; ');

/** Asked for one site at a time, on the options page. */
const ANY_SITE = ['http://*/*', 'https://*/*'];

/** What Mozilla's reviewers need to make the same build, and nothing else: a data folder never gets near a zip. */
const SOURCES = [
	'components/**',
	'entrypoints/**',
	'lib/**',
	'locales/**',
	'public/**',
	'docs/store/building.md',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'tsconfig.base.json',
	'wxt.config.ts',
	'scripts/no-code-from-text.ts',
	'LICENSE',
];
const NOT_BUILT = ['**/*.{test,testkit}.{ts,tsx}', 'components/gallery/**'];

/** Chromium drops without a word what it uses itself (of these letters C, W and X); with Option, a Mac would type. */
const COMMANDS = {
	'open-lead': {
		suggested_key: { default: 'Alt+Shift+L', mac: 'MacCtrl+Shift+L' },
		description: '__MSG_shortcut_open_lead__',
	},
	'dismiss-card': {
		suggested_key: { default: 'Alt+Shift+D', mac: 'MacCtrl+Shift+D' },
		description: '__MSG_shortcut_dismiss_card__',
	},
};

const FRAME = { resources: ['frame.html'], matches: ANY_SITE };

export default defineConfig({
	imports: false,
	modules: ['@wxt-dev/i18n/module'],
	vite: () => ({ plugins: [preact({ devToolsEnabled: false }), noCodeFromText()] }),
	outDirTemplate: '{{browser}}-mv{{manifestVersion}}-{{mode}}',
	zip: { includeSources: SOURCES, excludeSources: NOT_BUILT },
	manifest: ({ mode, browser }) => ({
		name: '__MSG_extensionName__',
		description: '__MSG_extensionDescription__',
		default_locale: 'en',
		permissions: ['storage', 'scripting', 'alarms', 'notifications'],
		...(mode === 'e2e' ? { host_permissions: [SAMPLE_CRM] } : {}),
		commands: COMMANDS,
		content_security_policy: { extension_pages: PAGE_POLICY },
		...(browser === 'firefox'
			? {
					web_accessible_resources: [FRAME],
					// Manifest version 2 has no list of its own for optional hosts.
					optional_permissions: ANY_SITE,
					browser_specific_settings: {
						gecko: {
							id: 'ringside@ringside.dev',
							// The first on desktop and phone to show what data an add-on collects.
							strict_min_version: '142.0',
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
					// Firefox needs none: it hands over what its policies hold.
					storage: { managed_schema: 'managed-schema.json' },
				}),
	}),
});
