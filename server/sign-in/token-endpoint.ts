import * as oauth from 'oauth4webapi';
import type { Clock } from '../clock.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { SignIn } from '../providers/setup.ts';
import { type Granted, type Process, settle } from './token-answer.ts';
import { fetchOver, Unanswered } from './token-request.ts';

/** What the app proves itself with at the vendor. */
export interface AppProof {
	clientId: string;
	clientSecret: string;
}

/** OAuth 2 requests to one vendor. Nothing is thrown for what a vendor answers. */
export interface TokenEndpoint {
	exchange(code: string, options: { redirectUri: string; verifier?: string }): Promise<Granted>;
	refresh(refreshToken: string): Promise<Granted>;
	/** True when the vendor has confirmed that the token is worth nothing any more. */
	revoke(token: string): Promise<boolean>;
}

export function createTokenEndpoint(
	signIn: SignIn,
	app: AppProof,
	{ dispatch, clock }: { dispatch: Dispatch; clock: Clock },
): TokenEndpoint {
	const server = serverOf(signIn);
	const client: oauth.Client = { client_id: app.clientId };
	const proof = proofOf(signIn, app);
	const options = { [oauth.customFetch]: fetchOver(dispatch) };
	const read = (asked: Promise<Response>, process: Process) => settle(asked, process, clock);
	return {
		exchange: (code, { redirectUri, verifier }) => {
			// Its state was looked up, not compared.
			const parameters = oauth.validateAuthResponse(
				server,
				client,
				new URLSearchParams({ code }),
				oauth.skipStateCheck,
			);
			const asked = oauth.authorizationCodeGrantRequest(
				server,
				client,
				proof,
				parameters,
				redirectUri,
				verifier ?? oauth.nopkce,
				options,
			);
			return read(asked, (response) => oauth.processAuthorizationCodeResponse(server, client, response));
		},
		refresh: (refreshToken) =>
			read(oauth.refreshTokenGrantRequest(server, client, proof, refreshToken, options), (response) =>
				oauth.processRefreshTokenResponse(server, client, response),
			),
		async revoke(token) {
			if (!signIn.revokeUrl) return false;
			try {
				const response = await oauth.revocationRequest(server, client, proof, token, options);
				return response.ok;
			} catch (error) {
				if (error instanceof Unanswered) return false;
				throw error;
			}
		},
	};
}

/** Whoever answers under another name than this is not the one that was asked (RFC 9207). */
export function issuerOf({ issuer, authorizeUrl }: SignIn): string {
	return issuer ?? new URL(authorizeUrl).origin;
}

function serverOf(signIn: SignIn): oauth.AuthorizationServer {
	return {
		issuer: issuerOf(signIn),
		authorization_endpoint: signIn.authorizeUrl,
		token_endpoint: signIn.tokenUrl,
		...(signIn.revokeUrl && { revocation_endpoint: signIn.revokeUrl }),
	};
}

function proofOf({ clientAuthentication }: SignIn, { clientId, clientSecret }: AppProof): oauth.ClientAuth {
	if (clientAuthentication === 'post') return oauth.ClientSecretPost(clientSecret);
	// Not the library's: it escapes `-` and `_` too, which not every vendor reads back.
	const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
	const value = `Basic ${Buffer.from(pair).toString('base64')}`;
	return (_server, _client, _body, headers) => headers.set('authorization', value);
}
