import { z } from 'zod';
import { Id, Instant, Provider, ShortText } from './primitives.ts';
import { Text } from './text.ts';

/** A field of a form, drawn as the provider's manifest describes it. */
export const FormField = z.object({
	name: ShortText,
	label: Text,
	kind: z.enum(['text', 'secret', 'email', 'choice']),
	required: z.boolean(),
	help: Text.optional(),
	/** Of a `choice`. */
	choices: z.array(z.object({ value: ShortText, label: Text })).optional(),
	placeholder: ShortText.optional(),
});

/** One step of a set-up at the vendor: what to do, where, and what to paste. */
export const GuideStep = z.object({
	text: Text,
	link: z.object({ label: Text, url: z.url({ protocol: /^https$/ }) }).optional(),
	copy: z.array(z.object({ label: Text, value: z.string().max(10_000) })).optional(),
	/** Name of the check that turns green when the step is done. */
	check: ShortText.optional(),
});

/** How an account is connected: by signing in there, with a key from there, or by pasting our values there. */
export const ConnectBy = z.enum(['sign-in', 'key', 'paste']);

/** `GET /v1/providers`: everything that the set-up pages draw of a provider. */
export const ProviderCard = z.object({
	provider: Provider,
	label: ShortText,
	documentation: z.url(),
	ownedBy: z.enum(['user', 'workspace']),
	connectBy: ConnectBy,
	/** Its calls may be recorded there. */
	hasRecordings: z.boolean().optional(),
	/** What it takes the admin, so that the quick ones are offered first. */
	effort: z.enum(['minutes', 'hour']),
	about: Text,
	/** Sign-in only: the workspace's registration at the vendor, entered once by an admin. */
	app: z
		.object({
			isEntered: z.boolean(),
			/** So that the admin recognises it; the secret is never sent. */
			clientId: ShortText.optional(),
			fields: z.array(FormField),
			steps: z.array(GuideStep),
		})
		.optional(),
	/** To be filled in to connect; empty where signing in is all. */
	fields: z.array(FormField),
	/** What to do before the form or after it. */
	steps: z.array(GuideStep),
});

/** What a button of a check does. */
export const CheckAction = z.enum(['sign-in', 'repair', 'check-again', 'pass-on', 'test-ring', 'open-page']);

/** One thing that was looked at: its state, what it means, what to do about it. */
export const CheckView = z.object({
	name: ShortText,
	state: z.enum(['ok', 'attention', 'broken', 'unknown']),
	found: Text,
	mend: Text.optional(),
	action: z
		.object({
			name: CheckAction,
			label: Text,
			/** Of `open-page`. */
			url: z.url().optional(),
			/** Of `pass-on`: name of the subscription. */
			subscription: ShortText.optional(),
		})
		.optional(),
	checkedAt: Instant,
	/** When it became what it is. */
	since: Instant,
});

/** `PUT /v1/apps/:provider` */
export const AppEntry = z.object({
	clientId: ShortText.min(1),
	clientSecret: ShortText.min(1),
	settings: z.record(ShortText, ShortText).default({}),
});

/** `POST /v1/sign-ins` */
export const SignInRequest = z.object({
	provider: Provider,
	/** To sign in again. */
	connectionId: Id.optional(),
});

/** The vendor's page to open in a tab; good for ten minutes, for this device alone. */
export const SignInStarted = z.object({ authorizeUrl: z.url(), expiresAt: Instant });

/** `POST /v1/connections` */
export const ConnectionEntry = z.object({
	provider: Provider,
	name: ShortText.min(1),
	secrets: z.record(ShortText, ShortText).default({}),
	settings: z.record(ShortText, ShortText).default({}),
});

/** A webhook that the vendor holds for a connection. */
export const SubscriptionView = z.object({
	name: ShortText,
	/** `foreign`: the place is taken by somebody else's address, which is not replaced unasked. */
	state: z.enum(['active', 'inactive', 'missing', 'foreign']),
	expiresAt: Instant.optional(),
	checkedAt: Instant,
	/** Host of the address in a foreign place. */
	foreignHost: ShortText.optional(),
	/** What we get is passed on to that address, and it is put back when the connection is removed. */
	isPassedOn: z.boolean().optional(),
});

export const SignInView = z.object({
	/** `ending`: within 14 days somebody has to sign in again. */
	state: z.enum(['ok', 'ending', 'needed']),
	/** As the vendor calls the account. */
	account: ShortText.optional(),
	/** When it ends if nobody signs in again; absent where use alone keeps it. */
	endsAt: Instant.optional(),
});

/** `GET /v1/checks`; `POST` looks anew first. The worst of each stands first. */
export const Checks = z.object({
	/** Of the server itself; for admins. */
	installation: z.array(CheckView).optional(),
	connections: z.array(
		z.object({ connectionId: Id, provider: Provider, name: ShortText, checks: z.array(CheckView) }),
	),
});

export type FormField = z.infer<typeof FormField>;
export type GuideStep = z.infer<typeof GuideStep>;
export type ConnectBy = z.infer<typeof ConnectBy>;
export type ProviderCard = z.infer<typeof ProviderCard>;
export type CheckAction = z.infer<typeof CheckAction>;
export type CheckView = z.infer<typeof CheckView>;
export type Checks = z.infer<typeof Checks>;
export type SubscriptionView = z.infer<typeof SubscriptionView>;
export type SignInView = z.infer<typeof SignInView>;
