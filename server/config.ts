import path from 'node:path';
import { z } from 'zod';

const Port = z.coerce.number({ error: 'is not a number' }).int('is not a whole number').min(0).max(65_535);
const Days = z.coerce
	.number({ error: 'is not a number of days' })
	.int('is not a whole number')
	.min(1)
	.max(3_650);
const Bytes = z.coerce
	.number({ error: 'is not a number of bytes' })
	.int('is not a whole number')
	.min(1_048_576)
	.max(Number.MAX_SAFE_INTEGER);
const PublicUrl = z
	.url({ protocol: /^https?$/, error: 'is not an http or https address' })
	.transform((text) => text.replace(/\/+$/, ''))
	.refine((text) => !/[?#]/.test(text), 'must not carry a query or a fragment');

const AllowedInternal = z.string().transform((text, context): ReadonlySet<string> => {
	const entries = text.split(',').map((entry) => readHostAndPort(entry.trim()));
	if (entries.every((entry) => entry !== undefined)) return new Set(entries);
	context.addIssue({ code: 'custom', message: 'is not a list of host:port divided by commas' });
	return z.NEVER;
});

const VendorOrigins = z.string().transform((text, context): ReadonlyMap<string, string> => {
	const pairs = text.split(',').map((entry) => readOrigins(entry.trim()));
	if (pairs.every((pair) => pair !== undefined)) return new Map(pairs);
	context.addIssue({
		code: 'custom',
		message: 'is not a list of https://vendor=http://other divided by commas',
	});
	return z.NEVER;
});

/** Two origins, the vendor's with TLS; undefined when one of them is none, or more than that. */
function readOrigins(text: string): [string, string] | undefined {
	const [from, to, ...rest] = text.split('=').map((part) => URL.parse(part));
	if (!from || !to || rest.length > 0 || from.protocol !== 'https:') return undefined;
	if (!/^https?:$/.test(to.protocol)) return undefined;
	const isBare = [from, to].every((url) => `${url.origin}/` === url.href);
	return isBare ? [from.origin, to.origin] : undefined;
}

/** Spelled as a URL spells it; undefined when it is not a host with a port, or more than that. */
function readHostAndPort(text: string): string | undefined {
	const [, host, port] = /^(\[[\da-f:.]+\]|[^:/\\?#@\s*[\]]+):([1-9]\d{0,4})$/i.exec(text) ?? [];
	const url = host && Number(port) <= 65_535 ? URL.parse(`http://${host}`) : null;
	return url ? `${url.hostname}:${port}` : undefined;
}

/** Every setting of the server, as the environment gives it. Empty counts as not set. */
const Environment = z.object({
	/** Port to listen on; 0 takes a free one. */
	PORT: Port.default(8787),
	/** Address to listen on; `0.0.0.0` for all. */
	HOST: z.string().default('127.0.0.1'),
	/** Where providers and browsers reach this server. */
	PUBLIC_URL: PublicUrl.optional(),
	/** Folder for the database, the key file and uploads. */
	RINGSIDE_DATA: z.string().default('./data'),
	/** 32 bytes as base64 or hex; without it a key file is made in the data folder. */
	RINGSIDE_KEY: z.string().optional(),
	LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
	/** Proxies whose X-Forwarded-For is believed: addresses or ranges divided by commas, or `loopback`. */
	TRUST_PROXY: z.string().optional(),
	/** Name of the workspace that the first start makes. */
	RINGSIDE_WORKSPACE: z.string().max(200).default('My workspace'),
	/** Reads national numbers of that workspace, ISO 3166-1 alpha-2. */
	RINGSIDE_REGION: z
		.string()
		.regex(/^[A-Z]{2}$/, 'is not a two-letter region in capitals')
		.default('DE'),
	/** Services in the operator's own network that may be called although others name them: `host:port`, by commas. */
	RINGSIDE_ALLOWED_INTERNAL: AllowedInternal.default(new Set()),
	/** Gateways that are asked in a vendor's place: `https://webexapis.com=https://gateway.lan`, by commas. */
	RINGSIDE_VENDOR_ORIGINS: VendorOrigins.default(new Map()),
	/** How long deliveries are kept with their raw bodies. */
	RINGSIDE_KEEP_DELIVERIES_DAYS: Days.default(30),
	/** Raw bodies kept of each workspace, newest first, whatever their age. */
	RINGSIDE_KEEP_DELIVERIES_BYTES: Bytes.default(2_147_483_648),
	DATABASE_URL: z
		.undefined({ error: 'is not available yet: this version keeps its data in RINGSIDE_DATA alone' })
		.optional(),
});

const examples: Record<string, string> = {
	PORT: 'PORT=8787',
	HOST: 'HOST=127.0.0.1',
	PUBLIC_URL: 'PUBLIC_URL=https://ringside.example.com',
	RINGSIDE_DATA: 'RINGSIDE_DATA=/var/lib/ringside',
	LOG_LEVEL: 'LOG_LEVEL=info',
	TRUST_PROXY: 'TRUST_PROXY=127.0.0.1',
	RINGSIDE_WORKSPACE: 'RINGSIDE_WORKSPACE="Acme Recruiting"',
	RINGSIDE_REGION: 'RINGSIDE_REGION=DE',
	RINGSIDE_ALLOWED_INTERNAL: 'RINGSIDE_ALLOWED_INTERNAL=n8n.lan:5678,10.0.0.5:8080',
	RINGSIDE_VENDOR_ORIGINS: 'RINGSIDE_VENDOR_ORIGINS=https://webexapis.com=https://gateway.lan:8443',
	RINGSIDE_KEEP_DELIVERIES_DAYS: 'RINGSIDE_KEEP_DELIVERIES_DAYS=30',
	RINGSIDE_KEEP_DELIVERIES_BYTES: 'RINGSIDE_KEEP_DELIVERIES_BYTES=2147483648',
	DATABASE_URL: 'unset DATABASE_URL',
};

export interface Config {
	port: number;
	host: string;
	/** Without a slash at its end. */
	publicUrl: string;
	/** Absolute. */
	dataFolder: string;
	databaseFile: string;
	keyFile: string;
	importFolder: string;
	blobFolder: string;
	sealingKey: string | undefined;
	logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
	trustProxy: string | undefined;
	/** `host:port`, as server/outgoing compares them. */
	allowedInternal: ReadonlySet<string>;
	/** Origin → origin, as server/outgoing compares them. */
	vendorOrigins: ReadonlyMap<string, string>;
	workspaceName: string;
	region: string;
	keepDeliveriesDays: number;
	/** Of each workspace. */
	keepDeliveriesBytes: number;
}

export type ReadConfig = { kind: 'config'; config: Config } | { kind: 'wrong'; reasons: string[] };

/** Reads the settings; each reason names the variable, what is wrong and an example, and repeats no value. */
export function readConfig(environment: Record<string, string | undefined>): ReadConfig {
	const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
	const parsed = Environment.safeParse(set);
	if (!parsed.success) return { kind: 'wrong', reasons: parsed.error.issues.map(reasonOf) };
	const { data } = parsed;
	const dataFolder = path.resolve(data.RINGSIDE_DATA);
	return {
		kind: 'config',
		config: {
			port: data.PORT,
			host: data.HOST,
			publicUrl: data.PUBLIC_URL ?? `http://localhost:${data.PORT}`,
			dataFolder,
			databaseFile: path.join(dataFolder, 'ringside.db'),
			keyFile: path.join(dataFolder, 'ringside.key'),
			importFolder: path.join(dataFolder, 'imports'),
			blobFolder: path.join(dataFolder, 'blobs'),
			sealingKey: data.RINGSIDE_KEY,
			logLevel: data.LOG_LEVEL,
			trustProxy: data.TRUST_PROXY,
			allowedInternal: data.RINGSIDE_ALLOWED_INTERNAL,
			vendorOrigins: data.RINGSIDE_VENDOR_ORIGINS,
			workspaceName: data.RINGSIDE_WORKSPACE,
			region: data.RINGSIDE_REGION,
			keepDeliveriesDays: data.RINGSIDE_KEEP_DELIVERIES_DAYS,
			keepDeliveriesBytes: data.RINGSIDE_KEEP_DELIVERIES_BYTES,
		},
	};
}

function reasonOf(issue: z.core.$ZodIssue): string {
	const name = String(issue.path[0] ?? 'The environment');
	const example = examples[name];
	return `${name} ${wordsOf(issue)}${example ? ` (for example: ${example})` : ''}`;
}

function wordsOf(issue: z.core.$ZodIssue): string {
	if (issue.code === 'invalid_value') return `is none of ${issue.values.join(', ')}`;
	if (issue.code === 'too_big') return `is more than ${issue.maximum}`;
	if (issue.code === 'too_small') return `is less than ${issue.minimum}`;
	return issue.message;
}

export type Reach = 'public' | 'local';

/** Whether vendors out on the internet can call this address, as far as its text tells. */
export function reachOf(publicUrl: string): Reach {
	const { protocol, hostname } = new URL(publicUrl);
	if (protocol !== 'https:') return 'local';
	return isLocalName(hostname) || isPrivateAddress(hostname) ? 'local' : 'public';
}

function isLocalName(hostname: string): boolean {
	return /(^|\.)(localhost|local|internal|lan|home|test)$/.test(hostname) || !/[.:]/.test(hostname);
}

function isPrivateAddress(hostname: string): boolean {
	return (
		/^(127|10|0)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(hostname) ||
		/^\[(::1?|f[cd]|fe80)/.test(hostname)
	);
}
