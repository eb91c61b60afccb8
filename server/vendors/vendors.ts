import { hookUrl } from '../accounts/connections.ts';
import type { Directories } from '../fanout/directories.ts';
import type { FoundConnection } from '../intake/connections.ts';
import type { Provider } from '../providers/provider.ts';
import type { VendorTools } from '../providers/vendor.ts';
import type { AccessTokens } from './access-token.ts';
import { type AskVendorDeps, createAskVendor } from './ask-vendor.ts';
import { credentialsOf } from './credentials.ts';

export interface VendorToolsDeps extends AskVendorDeps {
	tokens: AccessTokens;
	directories: Pick<Directories, 'known'>;
	/** Without a slash at its end. */
	publicUrl(): string;
}

/** What asks a vendor as one connection; limits are kept for all who ask as it in this process. */
export type VendorToolsFor = (found: FoundConnection, provider: Provider) => VendorTools;

export function createVendorTools(deps: VendorToolsDeps): VendorToolsFor {
	const { clock, tokens, directories, publicUrl } = deps;
	return (found, provider) => {
		const { connection, workspaceId } = found;
		const { connectionId } = connection;
		const credentials = credentialsOf(provider, found, { tokens, now: clock.now });
		// Who found the connection has read the directory; one that is only being tried has no address yet.
		const rows = directories.known(workspaceId)?.connections;
		const row = rows?.find((one) => one.connectionId === connectionId);
		return {
			connection,
			ask: createAskVendor({ provider, connectionId, credentials }, deps),
			clock,
			hookUrl: row ? hookUrl(publicUrl(), row) : '',
		};
	};
}
