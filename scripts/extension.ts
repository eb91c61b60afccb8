import path from 'node:path';
import { root, runCommand } from './command.ts';

/** `e2e` differs from the shipped build by the sample CRM's host permission alone. */
export type BuildMode = 'production' | 'e2e';
export type BuildBrowser = 'chrome' | 'firefox';

/** Where a build of the extension lies once it is made. */
export function extensionFolder(mode: BuildMode, browser: BuildBrowser = 'chrome'): string {
	const manifestVersion = browser === 'firefox' ? 2 : 3;
	return path.join(root, '.output', `${browser}-mv${manifestVersion}-${mode}`);
}

/**
 * Builds the extension and gives its folder.
 * @throws Error with the build's output when it fails
 */
export async function buildExtension(mode: BuildMode, browser: BuildBrowser = 'chrome'): Promise<string> {
	const { code, output } = await runCommand('wxt', ['build', '-b', browser, '--mode', mode]);
	if (code !== 0) throw new Error(`The extension does not build (${browser}, ${mode}):\n${output}`);
	return extensionFolder(mode, browser);
}
