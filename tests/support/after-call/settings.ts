import { type SettingsName, SettingsView } from '../../../lib/contract/settings.ts';
import { type ApiAccess, askApi } from './api.ts';

/** Sets a document of the workspace as the settings page does. @throws Error with the refusal */
export async function putSettings(
	access: ApiAccess,
	name: SettingsName,
	value: unknown,
	secrets: Record<string, string> = {},
): Promise<void> {
	const path = `/v1/settings/${name}`;
	const { version } = SettingsView.parse(await askApi(access, 'GET', path));
	await askApi(access, 'PUT', path, { version, value, secrets });
}
