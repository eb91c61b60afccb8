import { z } from 'zod';
import { readServerUrl } from '../server-api/server-url.ts';

/** One host, or a domain with all below it: `https://app.hubspot.com/*`, `https://*.pipedrive.com/*`. */
const SITE = /^https?:\/\/(\*\.)?[a-z\d-]+(\.[a-z\d-]+)*\/\*$/i;

const ServerUrl = z
	.string()
	.max(2_000)
	.transform((text, context) => {
		const url = readServerUrl(text.trim());
		if (url) return url;
		context.addIssue({ code: 'custom', message: 'is not an https address' });
		return z.NEVER;
	});

/** What a company may set, by the names of public/managed-schema.json. */
export const policyKeys = {
	serverUrl: ServerUrl,
	signUpCode: z.string().trim().min(8).max(200),
	userName: z.string().trim().min(1).max(500),
	sites: z.array(z.string().regex(SITE)).max(100),
} as const;

export interface Policy {
	/** Without a path or a slash at its end. */
	serverUrl?: string;
	signUpCode?: string;
	userName?: string;
	/** Match patterns. */
	sites: string[];
}

/** The company's policy as the browser hands it over. A value that cannot be used is left out, alone. */
export function readPolicy(raw: unknown): Policy {
	const given = z.record(z.string(), z.unknown()).catch({}).parse(raw);
	const read = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> | undefined =>
		schema.safeParse(value).data;
	const sites = Array.isArray(given.sites) ? given.sites.slice(0, 100) : [];
	return {
		serverUrl: read(policyKeys.serverUrl, given.serverUrl),
		signUpCode: read(policyKeys.signUpCode, given.signUpCode),
		userName: read(policyKeys.userName, given.userName),
		sites: sites.flatMap((site) => read(policyKeys.sites, [site]) ?? []),
	};
}
