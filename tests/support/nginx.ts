import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/command.ts';
import { freePort } from './server.ts';

export interface RunningNginx {
	/** e.g. `https://127.0.0.1:41234` */
	origin: string;
	/** Its certificate, PEM, for clients to trust. */
	certificate: string;
	errors(): string;
	stop(): Promise<void>;
}

interface NginxOptions {
	programs: { nginx: string; openssl: string };
	/** For its files; the caller's to remove. */
	folder: string;
	port: number;
	/** Where Ringside listens. */
	upstreamPort: number;
}

/** Runs nginx with deploy/nginx.conf as it is, but for ports, name and certificate. */
export async function startNginx(options: NginxOptions): Promise<RunningNginx> {
	const { programs, folder, port } = options;
	const certificate = makeCertificate(programs.openssl, folder);
	const file = path.join(folder, 'nginx.conf');
	writeFileSync(file, await configuration(options));
	const log = path.join(folder, 'error.log');
	const checked = spawnSync(programs.nginx, ['-t', '-p', folder, '-c', file, '-e', log], {
		encoding: 'utf8',
	});
	if (checked.status !== 0) throw new Error(`nginx -t: ${checked.stderr}`);
	const child = spawn(programs.nginx, ['-p', folder, '-c', file, '-e', log], { stdio: 'inherit' });
	await untilOpen(port);
	return {
		origin: `https://127.0.0.1:${port}`,
		certificate,
		errors: () => readFileSync(log, 'utf8'),
		async stop() {
			const gone = once(child, 'exit');
			child.kill('SIGTERM');
			await gone;
		},
	};
}

/** A certificate for 127.0.0.1 that lives for two days, as PEM. */
function makeCertificate(openssl: string, folder: string): string {
	const [key, certificate] = [path.join(folder, 'privkey.pem'), path.join(folder, 'fullchain.pem')];
	const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
	const name = ['-subj', '/CN=ringside.example.com', '-addext', 'subjectAltName=IP:127.0.0.1'];
	const made = spawnSync(openssl, ['req', ...kind, ...name, '-keyout', key, '-out', certificate]);
	if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
	return readFileSync(certificate, 'utf8');
}

/** The example inside what Debian's nginx.conf puts around it. */
async function configuration({ folder, port, upstreamPort }: NginxOptions): Promise<string> {
	const replacements: [string, string][] = [
		['listen 80;', `listen 127.0.0.1:${await freePort()};`],
		['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
		['server 127.0.0.1:8787;', `server 127.0.0.1:${upstreamPort};`],
		['/etc/letsencrypt/live/ringside.example.com', folder],
	];
	let example = readFileSync(path.join(root, 'deploy/nginx.conf'), 'utf8');
	for (const [from, to] of replacements) {
		if (!example.includes(from)) throw new Error(`deploy/nginx.conf has no “${from}” any more`);
		example = example.replaceAll(from, to);
	}
	const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
	const temporary = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`);
	return `daemon off; pid ${folder}/nginx.pid; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
gzip on;
${temporary.join('\n')}
${example}
}
`;
}

async function untilOpen(port: number): Promise<void> {
	const deadline = performance.now() + 10_000;
	while (performance.now() < deadline) {
		const open = await fetch(`http://127.0.0.1:${port}/`).then(
			() => true,
			() => false,
		);
		// A plain request to a TLS port is answered too.
		if (open) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('nginx did not open its port within 10 s');
}
