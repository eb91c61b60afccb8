import { useCallback, useEffect, useState } from 'preact/hooks';
import type { StoppedProps } from '../../components/setup/deliveries/stopped-work.tsx';
import type { Trouble } from '../../components/ui/problem.tsx';
import type { SettingsApi } from '../../lib/server-api/settings-api.ts';
import { askServer } from './ask-server.ts';
import { troubleOf } from './trouble.ts';
import { useRun } from './use-run.ts';

/** Work that was given up, and doing it again. */
export function useStoppedWork(
	api: SettingsApi,
): Pick<StoppedProps, 'jobs' | 'trouble' | 'isBusy' | 'onRetry'> {
	const [jobs, setJobs] = useState<StoppedProps['jobs']>();
	const [listTrouble, setListTrouble] = useState<Trouble>();
	const { isBusy, trouble, run } = useRun();
	const refresh = useCallback(async () => {
		const answer = await askServer(api.deadJobs);
		setListTrouble(troubleOf(answer));
		if (answer.kind === 'ok') setJobs(answer.value.jobs);
	}, [api]);
	useEffect(() => void refresh(), [refresh]);
	return {
		...{ jobs, isBusy, trouble: trouble ?? listTrouble },
		onRetry: (jobId) => void run((as) => api.retryJob(as, jobId), refresh),
	};
}
