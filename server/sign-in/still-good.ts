import type { FoundConnection } from '../intake/connections.ts';
import type { Provider } from '../providers/provider.ts';
import type { VendorTools } from '../providers/vendor.ts';
import type { Store } from '../store/ports.ts';
import type { AccessTokens } from '../vendors/access-token.ts';
import type { QuietTimes } from '../vendors/quiet-times.ts';
import type { VendorToolsFor } from '../vendors/vendors.ts';

export interface StillGoodDeps {
	store: Pick<Store, 'setup'>;
	tokens: AccessTokens;
	vendorTools: VendorToolsFor;
	/** Tokens that the vendor refuses although it has just given them, by connection and generation. */
	refused: QuietTimes;
	now(): number;
}

export type StillGood =
	/** The vendor answered, or asked to be left alone: nothing is to be done. */
	| 'answered'
	/** The vendor said nothing, which says nothing of the sign-in. */
	| 'no-answer'
	/** Just found out; its person and the admins have been told. */
	| 'signed-out'
	/** There is nothing to ask with. */
	| 'not-asked';

/** A vendor that hangs must not hold up the others for long. */
const TIMEOUT_MS = 5_000;
/** A vendor that takes none of its own tokens is asked as seldom as by the rounds. */
const REFUSED_AGAIN_MS = 10 * 60_000;

/** Asks the vendor whose account it is; where it takes the token no more, tries for another, which tells of the end. */
export async function isStillGood(
	found: FoundConnection,
	provider: Provider,
	deps: StillGoodDeps,
): Promise<StillGood> {
	const { connectionId } = found.connection;
	const stored = await deps.store.setup.tokens(found.workspaceId, connectionId);
	if (!provider.signIn || stored?.state !== 'ok') return 'not-asked';
	if (deps.refused.until(placeOf(connectionId, stored.generation)) !== undefined) return 'not-asked';
	const tools = quickTools(deps.vendorTools(found, provider));
	const { signIn } = provider;
	const asked = await signIn.account(tools);
	if (asked.kind === 'later') return asked.at === undefined ? 'no-answer' : 'answered';
	if (asked.kind !== 'signed-out') return 'answered';
	// Whoever asks does not renew a young token; but one that was taken back is as dead as an old one.
	const renewed = await deps.tokens.renewed(found.workspaceId, connectionId, stored.generation);
	if (renewed.kind === 'later') return 'answered';
	const isEnded = renewed.kind === 'signed-out';
	if (isEnded || (await signIn.account(tools)).kind === 'signed-out') {
		const { generation } = isEnded ? stored : renewed;
		deps.refused.hold(placeOf(connectionId, generation), deps.now() + REFUSED_AGAIN_MS);
	}
	return isEnded ? 'signed-out' : 'answered';
}

function quickTools(tools: VendorTools): VendorTools {
	return { ...tools, ask: (request) => tools.ask({ ...request, timeoutMs: TIMEOUT_MS }) };
}

function placeOf(connectionId: string, generation: number): string {
	return `${connectionId} ${generation}`;
}
