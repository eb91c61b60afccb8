import type { Command } from 'commander';
import { z } from 'zod';
import { AddOutgoingWebhook } from '../../lib/contract/outgoing-webhook.ts';
import { createDispatch, systemResolve } from '../outgoing/dispatcher.ts';
import {
	addressWords,
	addWebhook,
	changeWebhook,
	MOST_WEBHOOKS,
	testWebhook,
	webhookView,
	wordsOf,
} from '../outgoing-webhooks/manage.ts';
import { failed, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

export function webhookCommands(program: Command): void {
	const webhook = program.command('webhook').description('where events are sent on to, signed');
	onInstallation(
		webhook
			.command('add')
			.argument('<url>')
			.description('send events on to an address; prints the secret that they are signed with')
			.requiredOption('--events <types>', 'event types divided by commas: call.ended, call.* or *')
			.option('--name <name>', 'how it is called here'),
		add,
	);
	onInstallation(webhook.command('list').description('all outgoing webhooks'), list);
	onInstallation(webhook.command('remove').argument('<id>').description('sends no more'), remove);
	onInstallation(webhook.command('test').argument('<id>').description('send a test event now'), test);
	onInstallation(
		webhook.command('enable').argument('<id>').description('send all that waits, from now on'),
		(installation, _, id = '') => enable(installation, id, true),
	);
	onInstallation(
		webhook.command('disable').argument('<id>').description('let events wait'),
		(installation, _, id = '') => enable(installation, id, false),
	);
}

const unknown = (id: string) => failed(`There is no outgoing webhook ${id}.`);

function rulesOf({ config }: Installation) {
	return { allowedInternal: config.allowedInternal, resolve: systemResolve };
}

async function add(
	installation: Installation,
	options: { events: string; name?: string },
	url = '',
): Promise<Result> {
	const events = options.events.split(',').map((type) => type.trim());
	const wanted = AddOutgoingWebhook.safeParse({ url, events, name: options.name });
	if (!wanted.success) return failed(z.prettifyError(wanted.error));
	const { workspaceId } = installation.workspace;
	const targetRules = rulesOf(installation);
	const added = await addWebhook({ ...wanted.data, workspaceId }, { ...installation, targetRules });
	if (added.kind === 'too-many') return failed(`There are ${MOST_WEBHOOKS} already; remove one first.`);
	if (added.kind !== 'added')
		return failed(addressWords[added.kind === 'blocked' ? added.reason : added.kind]);
	const { webhookId } = added.webhook;
	return {
		kind: 'done',
		json: { webhookId, secret: added.secret },
		lines: [`Events are sent on as ${webhookId}.`, `Secret of their signature, shown once: ${added.secret}`],
	};
}

async function list({ store, workspace }: Installation): Promise<Result> {
	const webhooks = (await store.outgoingWebhooks.list(workspace.workspaceId)).map(webhookView);
	return {
		kind: 'done',
		json: { webhooks },
		lines: webhooks.map(
			({ webhookId, name, state, disabledReason, events, lastFailure, overtaken }) =>
				`${webhookId}  ${name}  ${state}${disabledReason ? ` (${disabledReason})` : ''}  ${events.join(',')}` +
				`${lastFailure ? `  last failure: ${lastFailure}` : ''}` +
				`${overtaken.givenUp > 0 ? `  ${overtaken.givenUp} given up` : ''}`,
		),
	};
}

async function remove({ store, workspace }: Installation, _: object, id = ''): Promise<Result> {
	if (!(await store.outgoingWebhooks.remove(workspace.workspaceId, id))) return unknown(id);
	return { kind: 'done', json: { removed: id }, lines: [`${id} is removed.`] };
}

async function enable(installation: Installation, id: string, enabled: boolean): Promise<Result> {
	const deps = { ...installation, targetRules: rulesOf(installation) };
	const changed = await changeWebhook(installation.workspace.workspaceId, id, { enabled }, deps);
	if (changed.kind !== 'changed') return unknown(id);
	const { state } = changed.webhook;
	return { kind: 'done', json: { webhook: webhookView(changed.webhook) }, lines: [`${id} is ${state}.`] };
}

async function test(installation: Installation, _: object, id = ''): Promise<Result> {
	const dispatch = createDispatch(rulesOf(installation));
	const tested = await testWebhook(installation.workspace.workspaceId, id, { ...installation, dispatch });
	if (tested.kind === 'unknown') return unknown(id);
	const found = wordsOf(tested.sent);
	if (tested.sent.kind !== 'accepted') return failed(`The test event was not accepted: ${found}.`);
	return {
		kind: 'done',
		json: { accepted: true, found, ms: tested.ms },
		lines: [`The test event was accepted: ${found} after ${tested.ms} ms.`],
	};
}
