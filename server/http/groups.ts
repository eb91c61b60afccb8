import { addressProofRoutes } from './address-proof.ts';
import { agentRoutes } from './agents.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { appRoutes } from './apps.ts';
import { bookingRoutes } from './booking.ts';
import { branchRoutes } from './branches.ts';
import { callDetailRoutes } from './call-detail.ts';
import { callRoutes } from './calls.ts';
import { changePeopleRoutes } from './change-people.ts';
import { checkRoutes } from './checks.ts';
import { commandRoutes } from './commands.ts';
import { connectionRoutes } from './connections.ts';
import type { Routes } from './context.ts';
import { conversationRoutes } from './conversations.ts';
import { crmCheckRoute } from './crm-check.ts';
import { deadJobRoutes } from './dead-jobs.ts';
import { deliveryRoutes } from './deliveries.ts';
import { importRoutes, rejectedRowsRoute } from './imports.ts';
import { leadRoutes } from './leads.ts';
import { outgoingWebhookRoutes } from './outgoing-webhooks.ts';
import { pairingRoutes } from './pairing.ts';
import { deviceRoutes, userRoutes } from './people.ts';
import { providerRoutes } from './providers.ts';
import { recordingCommandRoutes } from './recording-commands.ts';
import { recordingRoutes } from './recordings.ts';
import { replayRoutes } from './replays.ts';
import { reviewRoutes } from './review.ts';
import { settingsRoutes } from './settings.ts';
import { signInRoutes } from './sign-in.ts';
import { siteRoutes } from './sites.ts';
import { talkRoutes } from './talk.ts';
import { triggerCallRoutes } from './trigger-call.ts';
import { unassignedCallRoutes } from './unassigned-calls.ts';

/** Routes that devices call, and the pages beside them. */
export const groups: readonly Routes[] = [
	pairingRoutes,
	callRoutes,
	callDetailRoutes,
	recordingRoutes,
	recordingCommandRoutes,
	conversationRoutes,
	leadRoutes,
	importRoutes,
	rejectedRowsRoute,
	deliveryRoutes,
	replayRoutes,
	connectionRoutes,
	providerRoutes,
	appRoutes,
	signInRoutes,
	branchRoutes,
	agentRoutes,
	siteRoutes,
	outgoingWebhookRoutes,
	apiKeyRoutes,
	settingsRoutes,
	triggerCallRoutes,
	talkRoutes,
	userRoutes,
	deviceRoutes,
	changePeopleRoutes,
	commandRoutes,
	crmCheckRoute,
	deadJobRoutes,
	reviewRoutes,
	bookingRoutes,
	unassignedCallRoutes,
	checkRoutes,
	addressProofRoutes,
];
