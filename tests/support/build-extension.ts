import { buildExtension } from '../../scripts/extension.ts';

/** Built once for the whole run: with the sample CRM's host for most tests, as shipped, and for Firefox. */
export default async function buildExtensions(): Promise<void> {
	await buildExtension('e2e');
	await buildExtension('production');
	await buildExtension('e2e', 'firefox');
}
