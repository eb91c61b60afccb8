import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ImportStep } from '../../components/setup/leads.tsx';
import type { ImportMapping } from '../../lib/contract/index.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import type { Answer } from '../../lib/server-api/answer.ts';
import { type ImportApi, importApi, type ServerAccess } from './import-api.ts';

const POLL_MS = 400;

/** One import from file to result. */
export function useImport(send: typeof fetch, region: string) {
	const api = useMemo(() => importApi(send), [send]);
	const [step, setStep] = useState<ImportStep>({ kind: 'choose' });
	usePolling(api, step, setStep);

	async function ask<T>(request: (as: ServerAccess) => Promise<Answer<T>>): Promise<T | undefined> {
		const as = await messenger.sendMessage('serverAccess', undefined).catch(() => undefined);
		if (!as) return fail({ kind: 'trouble', trouble: 'unpaired' });
		const answer = await request(as);
		return answer.kind === 'ok' ? answer.value : fail(troubleOf(answer));
	}
	function fail(trouble: ImportStep): undefined {
		setStep(trouble);
	}

	return {
		step,
		async choose(file: File) {
			setStep({ kind: 'uploading', file: file.name });
			const preview = await ask((as) => api.upload(as, file));
			if (preview) setStep({ kind: 'preview', preview });
		},
		async run(mapping: ImportMapping) {
			if (step.kind !== 'preview') return;
			const status = await ask((as) => api.run(as, step.preview.importId, { mapping, region }));
			if (status) setStep({ kind: 'running', status });
		},
		async cancel() {
			if (step.kind !== 'running') return;
			await ask((as) => api.cancel(as, step.status.importId));
		},
		async download() {
			if (step.kind !== 'result') return;
			const file = await ask((as) => api.rejected(as, step.status.importId));
			if (file) saveFile(file, 'ringside-rejected.csv');
		},
		again: () => setStep({ kind: 'choose' }),
	};
}

/** While an import runs, asks how far it is; a server that is away for a moment is asked again. */
function usePolling(api: ImportApi, step: ImportStep, setStep: (step: ImportStep) => void): void {
	useEffect(() => {
		if (step.kind !== 'running') return;
		let isGone = false;
		const id = setTimeout(async () => {
			const as = await messenger.sendMessage('serverAccess', undefined).catch(() => undefined);
			const answer = as && (await api.status(as, step.status.importId));
			if (isGone) return;
			const status = answer?.kind === 'ok' ? answer.value : step.status;
			if (answer?.kind === 'refused') return setStep(troubleOf(answer));
			const isRunning = status.state === 'running' || status.state === 'preview';
			setStep({ kind: isRunning ? 'running' : 'result', status });
			if (!isRunning) await messenger.sendMessage('syncLeads', undefined).catch(() => undefined);
		}, POLL_MS);
		return () => {
			isGone = true;
			clearTimeout(id);
		};
	}, [api, step, setStep]);
}

function troubleOf(answer: Exclude<Answer<unknown>, { kind: 'ok' }>): ImportStep {
	if (answer.kind === 'unreachable') {
		return { kind: 'trouble', trouble: 'unreachable', details: answer.detail };
	}
	const isForbidden = answer.status === 401 || answer.status === 403;
	return { kind: 'trouble', trouble: isForbidden ? 'not-allowed' : 'refused', details: answer.detail };
}

function saveFile(file: Blob, name: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(file);
	link.download = name;
	link.click();
	URL.revokeObjectURL(link.href);
}
