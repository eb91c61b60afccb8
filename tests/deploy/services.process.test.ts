import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../../scripts/command.ts';
import { readConfig } from '../../server/config.ts';
import { temporaryFolder } from '../support/server.ts';
import { findPrograms } from '../support/skip-suite.ts';

const read = (file: string) => readFileSync(path.join(root, 'deploy', file), 'utf8');

const Service = z.strictObject({
	build: z.strictObject({ context: z.literal('..'), dockerfile: z.literal('deploy/Dockerfile') }).optional(),
	image: z.string().optional(),
	command: z.string().optional(),
	profiles: z.array(z.string()).optional(),
	restart: z.literal('unless-stopped'),
	environment: z.record(z.string(), z.string()).optional(),
	depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
	ports: z.array(z.string()),
	volumes: z.array(z.string()),
	read_only: z.boolean().optional(),
	tmpfs: z.array(z.string()).optional(),
	cap_drop: z.tuple([z.literal('ALL')]),
	cap_add: z.array(z.string()).optional(),
	security_opt: z.tuple([z.literal('no-new-privileges:true')]),
	stop_grace_period: z.string().optional(),
});
const Compose = z.strictObject({
	name: z.string(),
	services: z.strictObject({ ringside: Service, proxy: Service }),
	volumes: z.record(z.string(), z.null()),
});

describe('deploy/compose.yaml', () => {
	const { services, volumes } = Compose.parse(parse(read('compose.yaml')));

	test('has no key that Compose does not know, and every named volume is declared', () => {
		const used = Object.values(services).flatMap((service) =>
			service.volumes.map((one) => one.split(':')[0]),
		);
		expect(used.sort()).toEqual(Object.keys(volumes).sort());
	});

	test('the server is reached by this machine and the proxy alone, and writes to its volume alone', () => {
		expect(services.ringside.ports).toEqual(['127.0.0.1:8787:8787']);
		expect(services.ringside.read_only).toBe(true);
		expect(services.ringside.volumes).toEqual(['data:/data']);
	});

	test('the settings are the server’s own', () => {
		const settings = { ...services.ringside.environment, PUBLIC_URL: 'https://ringside.example.com' };
		const filled = Object.entries(settings).map(([name, value]) => [
			name,
			value.replace(/^\$\{\w+:-(.*)\}$/, '$1'),
		]);
		expect(readConfig(Object.fromEntries(filled))).toMatchObject({ kind: 'config' });
		const known = readFileSync(path.join(root, 'server/config.ts'), 'utf8');
		for (const name of Object.keys(settings)) expect(known).toContain(`\t${name}:`);
	});
});

const found = findPrograms('systemd');

describe.skipIf(found.kind === 'missing')('deploy/ringside.service', () => {
	const folder = temporaryFolder('systemd');
	afterAll(() => folder.remove());
	const analyze = (...args: string[]) =>
		spawnSync(found.kind === 'found' ? found.programs.systemd : '', args, { encoding: 'utf8' });

	/** The unit with a Node and a folder that are there on any machine. */
	function unit(change = (text: string) => text): string {
		const node = path.join(folder.path, 'node');
		writeFileSync(node, '#!/bin/sh\n');
		chmodSync(node, 0o755);
		mkdirSync(path.join(folder.path, 'opt'), { recursive: true });
		const file = path.join(folder.path, 'ringside.service');
		writeFileSync(file, change(read('ringside.service').replaceAll('/usr/bin/node', node)));
		return file;
	}

	test('systemd understands every line', () => {
		const { status, stderr } = analyze('verify', unit());
		expect([status, stderr]).toEqual([0, '']);
		expect(
			analyze(
				'verify',
				unit((text) => text.replace('ProtectHome=', 'ProtectHouse=')),
			).stderr,
		).not.toBe('');
	});

	test('is shut in: systemd’s own measure calls it OK', () => {
		const measure = (file: string) => analyze('security', '--offline=true', '--threshold=20', file).status;
		expect(measure(unit())).toBe(0);
		expect(
			measure(
				unit((text) =>
					text
						.replace('ProtectSystem=strict', '')
						.replace('NoNewPrivileges=yes', '')
						.replaceAll(/^Protect.*$/gm, ''),
				),
			),
		).not.toBe(0);
	});

	test('keeps its data where systemd made the folder', () => {
		const text = read('ringside.service');
		const name = /^StateDirectory=(.*)$/m.exec(text)?.[1];
		expect(text).toContain(`RINGSIDE_DATA=/var/lib/${name}`);
	});

	test('a wrong setting is not tried again and again', () => {
		const serve = readFileSync(path.join(root, 'server/cli/serve.ts'), 'utf8');
		const code = /WRONG_SETTING = (\d+)/.exec(serve)?.[1];
		expect(read('ringside.service')).toContain(`RestartPreventExitStatus=${code}`);
	});
});
