import { LeadsSection } from '../../components/setup/leads.tsx';
import { messenger } from '../../lib/messages/messenger.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import { copy } from './clipboard.ts';
import { useImport } from './use-import.ts';

/** Leads of this browser, and a file import. */
export function LeadsPage({ status, send }: { status: ExtensionStatus; send: typeof fetch }) {
	const { step, choose, run, cancel, download, again } = useImport(send, status.region);
	return (
		<LeadsSection
			leads={status.leads}
			step={step}
			onFile={(file) => void choose(file)}
			onRun={(mapping) => void run(mapping)}
			onCancel={() => void cancel()}
			onDownload={() => void download()}
			onAgain={again}
			onSync={() => void messenger.sendMessage('syncLeads', undefined)}
			onCopy={copy}
		/>
	);
}
