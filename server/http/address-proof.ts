import { z } from 'zod';
import { NONCE, PROOF_PATH, proofOf } from '../doctor/address-proof.ts';
import { answers, type Routes } from './context.ts';

const MINUTE_MS = 60_000;
const ASKED_A_MINUTE = 60;
const LARGE_A_MINUTE = 6;
/** More than the megabyte at which proxies stop by default. */
const LARGE_BYTES = 2 * 1024 * 1024;

/** The way in from outside, for the server's own doctor: small, and as large as a webhook may be. */
export const addressProofRoutes: Routes = (app, { keys }) => {
	const params = z.object({ nonce: z.string().regex(NONCE) });
	const response = answers(z.object({ proof: z.string() }));
	const limit = (max: number) => ({
		access: 'public' as const,
		rateLimit: { max, timeWindow: MINUTE_MS },
	});
	app.get(
		`${PROOF_PATH}:nonce`,
		{ config: limit(ASKED_A_MINUTE), schema: { hide: true, params, response } },
		async ({ params: { nonce } }) => ({ proof: proofOf(nonce, keys) }),
	);
	app.post(
		`${PROOF_PATH}:nonce`,
		{
			config: limit(LARGE_A_MINUTE),
			bodyLimit: LARGE_BYTES,
			schema: { hide: true, params, body: z.object({ padding: z.string() }), response },
		},
		async ({ params: { nonce } }) => ({ proof: proofOf(nonce, keys) }),
	);
};
