import { z } from 'zod';
import { AddedApiKey, ApiKeyView } from '../contract/api-key.ts';
import {
	DeadJob,
	type SettingsEntry,
	type SettingsName,
	type SettingsOf,
	SettingsView,
	settingsSchemas,
	UsageView,
} from '../contract/index.ts';
import type { Answer } from './answer.ts';
import { type Credentials, deviceAsker } from './request.ts';

const Written = z.object({ version: z.number().int() });
const DeadJobs = z.object({ jobs: z.array(DeadJob) });
const ApiKeys = z.object({ keys: z.array(ApiKeyView) });
const CrmCheck = z.object({ kind: z.string(), reason: z.string().optional() });
const Anything = z.unknown();

/** A document of the workspace as it stands. */
export interface ReadSettings<N extends SettingsName> {
	version: number;
	value: SettingsOf<N>;
	secretsSet: string[];
}

/** What the workspace has chosen, its keys for other systems, and work that stopped; for admins. Never throws. */
export interface SettingsApi {
	read<N extends SettingsName>(as: Credentials, name: N): Promise<Answer<ReadSettings<N>>>;
	change(
		as: Credentials,
		name: SettingsName,
		entry: z.infer<typeof SettingsEntry>,
	): Promise<Answer<z.infer<typeof Written>>>;
	usage(as: Credentials): Promise<Answer<UsageView>>;
	/** Asks the CRM as it is saved. */
	checkCrm(as: Credentials): Promise<Answer<z.infer<typeof CrmCheck>>>;
	apiKeys(as: Credentials): Promise<Answer<z.infer<typeof ApiKeys>>>;
	/** The answer holds the secret, this once. */
	addApiKey(as: Credentials, name: string): Promise<Answer<z.infer<typeof AddedApiKey>>>;
	revokeApiKey(as: Credentials, keyId: string): Promise<Answer<unknown>>;
	deadJobs(as: Credentials): Promise<Answer<z.infer<typeof DeadJobs>>>;
	retryJob(as: Credentials, jobId: string): Promise<Answer<unknown>>;
}

export function settingsApi(send: typeof fetch): SettingsApi {
	const ask = deviceAsker(send);
	const at = (name: SettingsName) => `/v1/settings/${name}`;
	const part = encodeURIComponent;
	return {
		read: (as, name) => ask(viewOf(name), as, at(name)),
		change: (as, name, body) => ask(Written, as, at(name), { method: 'PUT', body }),
		usage: (as) => ask(UsageView, as, '/v1/usage'),
		checkCrm: (as) => ask(CrmCheck, as, '/v1/crm/check', { method: 'POST', body: {} }),
		apiKeys: (as) => ask(ApiKeys, as, '/v1/api-keys'),
		addApiKey: (as, name) => ask(AddedApiKey, as, '/v1/api-keys', { method: 'POST', body: { name } }),
		revokeApiKey: (as, id) => ask(Anything, as, `/v1/api-keys/${part(id)}`, { method: 'DELETE' }),
		deadJobs: (as) => ask(DeadJobs, as, '/v1/jobs/dead'),
		retryJob: (as, id) => ask(Anything, as, `/v1/jobs/${part(id)}/retry`, { method: 'POST', body: {} }),
	};
}

function viewOf<N extends SettingsName>(name: N): z.ZodType<ReadSettings<N>> {
	const view: z.ZodType = SettingsView.extend({ value: settingsSchemas[name] });
	return view as z.ZodType<ReadSettings<N>>;
}
