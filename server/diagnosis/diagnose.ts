import { type Fingerprint, withCredentials } from '../intake/evidence.ts';
import { REFUSED_BODY_BYTES } from '../intake/refusals.ts';
import type { HookConnection, HookRequest, Provider, Refusal } from '../providers/provider.ts';
import { signatureHeadersOf } from '../providers/signature-headers.ts';
import {
	type Alteration,
	bodyAlterations,
	schemeAlterations,
	signingTimes,
	typeAlterations,
	urlAlterations,
} from './alterations.ts';
import { type Cause, type Diagnosis, say } from './words.ts';

/** What is kept of a refused delivery. */
export interface RefusedDelivery {
	/** As stored: a `Refusal`, perhaps with more behind it. */
	reason: string;
	url: string;
	headers: Record<string, string>;
	body: Uint8Array;
	receivedAt: number;
}

export interface KnownConnection {
	name: string;
	provider: Provider;
	connection: HookConnection;
}

export interface DiagnosisFacts {
	own: KnownConnection;
	/** The other connections of its workspace. */
	others: readonly KnownConnection[];
	providers: readonly Provider[];
	fingerprint: Fingerprint;
}

/** What is most likely wrong with a delivery that was refused, and how to mend it. Reads nothing but what it is given. */
export async function diagnose(refused: RefusedDelivery, facts: DiagnosisFacts): Promise<Diagnosis> {
	const { provider } = facts.own;
	const reason = /^[a-z-]+/.exec(refused.reason)?.[0] as Refusal | undefined;
	if (reason === 'verification-failed') return certain('our-fault', say.ourFault());
	if (reason === 'no-secret-configured' && !hasSecret(facts.own)) {
		return certain('no-secret-here', say.noSecretHere(provider));
	}
	return (
		(await undone(refused, facts)) ??
		(await ofAnotherConnection(refused, facts)) ??
		(await ofAnotherProvider(refused, facts)) ??
		likeliest(refused, reason, provider)
	);
}

function hasSecret({ provider, connection }: KnownConnection): boolean {
	return provider.secrets.some(({ name }) => connection.secrets[name]?.trim());
}

/** The request as this connection's vendor would have sent it, as far as it was kept. */
function requestFor(
	refused: RefusedDelivery,
	{ connection }: KnownConnection,
	fingerprint: Fingerprint,
): HookRequest {
	const headers = withCredentials(refused.headers, connection.secrets, fingerprint);
	const { url, body, receivedAt } = refused;
	return { method: 'POST', url, headers, body, receivedAt };
}

async function believes({ provider, connection }: KnownConnection, request: HookRequest): Promise<boolean> {
	try {
		// Without tools: nothing is fetched for a diagnosis.
		return (await provider.verify(request, connection)).kind === 'verified';
	} catch {
		return false;
	}
}

/** Verified once more as it is, and with each common change undone. */
async function undone(
	refused: RefusedDelivery,
	{ own, fingerprint }: DiagnosisFacts,
): Promise<Diagnosis | undefined> {
	const { provider } = own;
	const request = requestFor(refused, own, fingerprint);
	if (await believes(own, request)) return certain('believed-now', say.believedNow());
	const first = async (alterations: Alteration[]) => {
		for (const one of alterations) if (await believes(own, one.request)) return one.words;
		return undefined;
	};
	for (const signedAt of signingTimes(request)) {
		if (!(await believes(own, { ...request, receivedAt: signedAt }))) continue;
		return certain('clock', say.clock(request.receivedAt - signedAt));
	}
	if ((await first(schemeAlterations(request))) !== undefined) {
		return certain('scheme-missing', say.schemeMissing());
	}
	const url = await first(urlAlterations(request));
	if (url !== undefined) return certain('other-url', say.otherUrl(provider, withoutKey(url)));
	const how = await first(bodyAlterations(request));
	if (how !== undefined) return certain('body-changed', say.bodyChanged(how));
	const type = await first(typeAlterations(request));
	return type === undefined ? undefined : certain('content-type-changed', say.typeChanged(type));
}

/** The key of a hook's address is for its admin's eyes, and not for the screen that he shows around. */
function withoutKey(url: string): string {
	return url.replace(/(\/hooks\/[^/?#]+\/)[^/?# ]+/, '$1…').replace(/\?\S*/, '?…');
}

async function ofAnotherConnection(
	refused: RefusedDelivery,
	{ own, others, fingerprint }: DiagnosisFacts,
): Promise<Diagnosis | undefined> {
	for (const other of others.filter((one) => one.provider.id === own.provider.id)) {
		if (!(await believes(other, requestFor(refused, other, fingerprint)))) continue;
		return certain('secret-of-other-connection', say.otherConnection(own.provider, other.name));
	}
	return undefined;
}

async function ofAnotherProvider(
	refused: RefusedDelivery,
	{ own, others, providers, fingerprint }: DiagnosisFacts,
): Promise<Diagnosis | undefined> {
	const sent = (provider: Provider) =>
		signatureHeadersOf(provider).filter((name) => refused.headers[name] !== undefined);
	for (const other of others.filter((one) => one.provider.id !== own.provider.id)) {
		if (!(await believes(other, requestFor(refused, other, fingerprint)))) continue;
		return certain('other-provider', say.otherProvider(other.provider.label, other.name));
	}
	if (sent(own.provider).length > 0) return undefined;
	// A header that several use, like Authorization, names nobody.
	const speaks = providers.filter((one) =>
		sent(one).some((name) => providers.filter((any) => signatureHeadersOf(any).includes(name)).length === 1),
	);
	const [only] = speaks;
	if (!only || speaks.length > 1 || only.id === own.provider.id) return undefined;
	return likely('other-provider', say.otherProvider(only.label, undefined));
}

function likeliest(refused: RefusedDelivery, reason: Refusal | undefined, provider: Provider): Diagnosis {
	const header = signatureHeadersOf(provider).join(' or ') || 'with the signature';
	// A secret that is pasted there can be forgotten; a vendor's own signs from the first day.
	const isPasted = provider.secrets[0]?.generatedByUs ?? false;
	const saysNone = Object.values(refused.headers).some((value) => /no[-_ ]?secret/i.test(value));
	switch (reason) {
		case 'signature-missing':
			return isPasted
				? likely('no-secret-at-vendor', say.noSecretAtVendor(provider, header))
				: likely('header-missing', say.headerMissing(provider, header));
		case 'timestamp-missing':
			return likely('header-missing', say.headerMissing(provider, header));
		case 'signature-malformed':
			return saysNone
				? certain('no-secret-at-vendor', say.noSecretAtVendor(provider, header))
				: likely('header-malformed', say.malformed(provider, header));
		default:
			return likely('secret-differs', say.secretDiffers(provider, isCut(refused)));
	}
}

function isCut({ body, headers }: RefusedDelivery): boolean {
	const sent = Number(headers['content-length'] ?? Number.POSITIVE_INFINITY);
	return body.byteLength >= REFUSED_BODY_BYTES && sent > body.byteLength;
}

function certain(cause: Cause, said: Pick<Diagnosis, 'words' | 'mend'>): Diagnosis {
	return { cause, certainty: 'certain', ...said };
}

function likely(cause: Cause, said: Pick<Diagnosis, 'words' | 'mend'>): Diagnosis {
	return { cause, certainty: 'likely', ...said };
}
