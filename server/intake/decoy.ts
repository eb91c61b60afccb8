import type { HookRequest, Provider } from '../providers/provider.ts';
import type { Readable } from './reading.ts';

/** A connection that nobody has: verifying against it takes what a wrong signature takes. */
export function decoyOf(request: HookRequest, provider: Provider | undefined): Readable | undefined {
	if (!provider) return undefined;
	const secrets = Object.fromEntries(provider.secrets.map(({ name }) => [name, 'nobody-has-this-secret']));
	const connection = { connectionId: 'none', secrets, settings: {}, region: 'DE' };
	return { request, provider, connection, workspaceId: 'none', deliveryId: 'none' };
}
