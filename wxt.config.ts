import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';

/** Host of the sample CRM: granted at install in the `e2e` build mode alone, which demo and tests use. */
const SAMPLE_CRM = 'http://crm.localhost/*';

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
		optional_host_permissions: ['http://*/*', 'https://*/*'],
		...(mode === 'e2e' ? { host_permissions: [SAMPLE_CRM] } : {}),
		...(browser === 'firefox'
			? {
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
			: { minimum_chrome_version: '116' }),
	}),
});
