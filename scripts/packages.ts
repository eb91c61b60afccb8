import { zip } from 'wxt';
import { root, runCommand } from './command.ts';

export interface Packages {
	/** Paths of the zip files for the two stores, and of what Mozilla's reviewers build from. */
	chrome: string;
	firefox: string;
	sources: string;
}

const nothing = () => {};
const quiet = {
	...{ debug: nothing, log: nothing, info: nothing, success: nothing },
	...{ warn: console.warn, error: console.error, fatal: console.error },
	level: 1,
};

/** Builds and zips the extension into `folder`; the same sources give the same bytes. */
export async function makePackages(folder: string): Promise<Packages> {
	// Libraries look at it while they are bundled.
	process.env.NODE_ENV = 'production';
	const shared = { root, outDir: folder, mode: 'production', logger: quiet };
	const [chrome] = await zip({ ...shared, browser: 'chrome' });
	const [firefox, sources] = await zip({ ...shared, browser: 'firefox', zip: { zipSources: true } });
	if (!chrome || !firefox || !sources) throw new Error('WXT made fewer files than it should');
	return { chrome, firefox, sources };
}

/** What Mozilla's own linter says of a zip; warnings count like errors. Nothing leaves this machine. */
export async function lintForFirefox(file: string): Promise<{ clean: boolean; report: string }> {
	const { code, output } = await runCommand('addons-linter', ['--warnings-as-errors', '--boring', file]);
	return { clean: code === 0, report: output.trim() };
}
