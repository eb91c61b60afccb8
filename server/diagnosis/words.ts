import type { Provider } from '../providers/provider.ts';

export type Cause =
	| 'believed-now'
	| 'no-secret-here'
	| 'no-secret-at-vendor'
	| 'secret-differs'
	| 'secret-of-other-connection'
	| 'body-changed'
	| 'content-type-changed'
	| 'clock'
	| 'other-url'
	| 'scheme-missing'
	| 'header-missing'
	| 'header-malformed'
	| 'other-provider'
	| 'our-fault';

export interface Diagnosis {
	cause: Cause;
	/** `certain`: the signature was found to be right once this is undone; `likely`: what fits best. */
	certainty: 'certain' | 'likely';
	/** What is wrong, in one or two sentences; nothing of the body and no secret. */
	words: string;
	/** What to do about it. */
	mend: string;
}

type Said = Pick<Diagnosis, 'words' | 'mend'>;
type Vendor = Pick<Provider, 'label' | 'secrets'>;

export const say = {
	ourFault: (): Said => ({
		words: 'Our own check failed on this request. That is a bug of ours and says nothing about the sender.',
		mend: 'Look for the delivery’s id in the server’s log and report what stands there.',
	}),
	noSecretHere: ({ label }: Vendor): Said => ({
		words: 'This connection has no secret, so nothing that comes here can be believed.',
		mend: `Enter the secret that ${label} shows for this webhook at the connection.`,
	}),
	believedNow: (): Said => ({
		words: 'It would be believed today: what was wrong has been mended since.',
		mend: 'Replay it, or let the provider send it again, if it still can.',
	}),
	clock: (ms: number): Said => ({
		words: `The signature is right, but it was made ${durationOf(ms)} ${ms > 0 ? 'before' : 'after'} it arrived by this server’s clock.`,
		mend:
			ms > 0
				? 'Check the clock of this server (timedatectl). If it is right, an old delivery was sent again: nothing needs to be done.'
				: 'Check the clock of this server (timedatectl): it is slow.',
	}),
	otherUrl: ({ label }: Vendor, url: string): Said => ({
		words: `It was signed for another address: ${url}`,
		mend: `Set PUBLIC_URL so that this server’s addresses are the ones entered at ${label}, letter for letter, or enter this server’s address there.`,
	}),
	bodyChanged: (how: string): Said => ({
		words: `The body was changed on the way: ${how}.`,
		mend: 'Find the proxy, middleware or flow between the provider and this server and let it pass the body on byte for byte.',
	}),
	typeChanged: (type: string): Said => ({
		words: `It was signed as ${type}, and arrived under another content type.`,
		mend: 'Find the proxy or flow between the provider and this server and let it pass the content type on.',
	}),
	schemeMissing: (): Said => ({
		words: 'The token is right, but the word “Bearer” in front of it is missing.',
		mend: 'Write the header as: Authorization: Bearer YOUR-TOKEN',
	}),
	otherConnection: ({ label }: Vendor, name: string): Said => ({
		words: `It carries the secret of another connection of yours, “${name}”.`,
		mend: `Enter the address of “${name}” at ${label} for this webhook, or the secret of this connection.`,
	}),
	otherProvider: (label: string, name: string | undefined): Said => ({
		words: `This is a request of ${label}${name ? `, signed with the secret of your connection “${name}”` : ', by its headers'}.`,
		mend: `Enter the address of ${name ? `“${name}”` : `your ${label} connection`} there instead of this one.`,
	}),
	noSecretAtVendor: ({ label }: Vendor, header: string): Said => ({
		words: `The header ${header} is missing or empty of a signature: most likely no secret is entered at ${label} for this webhook.`,
		mend: `Enter this connection’s secret at ${label}; “Repair” does it where the provider lets us.`,
	}),
	headerMissing: ({ label }: Vendor, header: string): Said => ({
		words: `The header ${header} is missing. ${label} always sends it, so either a proxy takes it away or somebody else sent this.`,
		mend: `Let the proxy pass ${header} on. If you see such deliveries without having one, a stranger tries your address: nothing needs to be done.`,
	}),
	malformed: ({ label }: Vendor, header: string): Said => ({
		words: `The header ${header} does not have the form that ${label} gives it.`,
		mend: `Check that the request comes from ${label} itself and that nothing in between rewrites its headers.`,
	}),
	secretDiffers: ({ label, secrets }: Vendor, isCut: boolean): Said => ({
		words: `The signature was made with another secret than this connection’s${isCut ? ', or the body was changed on the way (it is too large to be kept whole, so that could not be checked)' : ''}.`,
		mend: `Compare “${secrets[0]?.label ?? 'secret'}” at ${label} and here, and enter it anew at one of them.`,
	}),
};

function durationOf(ms: number): string {
	const minutes = Math.round(Math.abs(ms) / 60_000);
	if (minutes < 120) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
