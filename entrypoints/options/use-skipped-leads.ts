import { useEffect, useState } from 'preact/hooks';
import { storage } from 'wxt/utils/storage';

/** Address of the server at which she goes on without leads: another workspace is another question. */
const skippedAt = storage.defineItem<string>('local:leadsSkipped', { fallback: '' });

/** Whether she goes on without leads; undefined until it is read. */
export function useSkippedLeads(server: string | undefined) {
	const [at, setAt] = useState<string>();
	useEffect(() => void skippedAt.getValue().then(setAt), []);
	return {
		isSkipped: at === undefined ? undefined : at !== '' && at === server,
		skip(): void {
			if (!server) return;
			setAt(server);
			void skippedAt.setValue(server);
		},
	};
}
