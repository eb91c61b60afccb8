import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, globSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildImage, type Image, inside, makeReadOnly, runInImage } from '../support/image.ts';
import { freePort, temporaryFolder } from '../support/server.ts';

const folder = temporaryFolder('image');
let stages: Image[] = [];
let image: Image;

beforeAll(() => {
	// The image's user is another one than ours.
	chmodSync(folder.path, 0o755);
	stages = buildImage(folder.path);
	const last = stages.at(-1);
	if (!last) throw new Error('deploy/Dockerfile makes nothing');
	image = last;
	makeReadOnly(image);
}, 120_000);
afterAll(() => {
	spawnSync('chmod', ['-R', 'u+w', folder.path]);
	folder.remove();
}, 60_000);

describe('the image of deploy/Dockerfile', () => {
	test('is made from a Node of our release line, named by its number', () => {
		for (const { base } of stages) expect(base).toMatch(/^node:26(\.\d+)*-slim$/);
	});

	test('runs as somebody who is not root', () => {
		expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
	});

	test('keeps its data in a volume and nowhere else', () => {
		expect(image.volumes).toEqual([image.env.RINGSIDE_DATA]);
		expect(readdirSync(inside(image, '/data'))).toEqual([]);
	});

	test('holds the server and what it needs: no tests, no tools, no secrets', () => {
		const app = inside(image, '/app');
		expect(readdirSync(app).sort()).toEqual(['LICENSE', 'lib', 'node_modules', 'package.json', 'server']);
		expect(globSync('{lib,server}/**/*.{test,testkit}.ts', { cwd: app })).toEqual([]);
		expect(globSync('server/**/fixtures', { cwd: app })).toEqual([]);
		for (const tool of ['typescript', 'vitest', 'wxt', 'playwright', 'stripe', 'twilio']) {
			expect(existsSync(path.join(app, 'node_modules', tool)), tool).toBe(false);
		}
		expect(globSync('**/.env*', { cwd: path.join(app, 'server') })).toEqual([]);
	});

	test('starts on a read-only tree with its data elsewhere, is found healthy, and ends when told', async () => {
		const data = path.join(folder.path, 'data');
		mkdirSync(data);
		const [uid = 0, gid = 0] = image.user.split(':').map(Number);
		if (process.getuid?.() === 0) chownSync(data, uid, gid);
		const env = { PORT: String(await freePort()), HOST: '127.0.0.1', RINGSIDE_DATA: data };
		const server = runInImage(image, image.command, env);
		let said = '';
		for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (said += chunk));
		const healthy = async () => (await once(runInImage(image, image.healthcheck, env), 'exit'))[0] === 0;
		await expect.poll(() => said, { timeout: 20_000 }).toContain('/join#');
		expect(await healthy()).toBe(true);
		expect(existsSync(path.join(data, 'ringside.db'))).toBe(true);
		const ended = once(server, 'exit');
		server.kill('SIGTERM');
		expect(await ended, said).toEqual([0, null]);
		expect(await healthy()).toBe(false);
	});

	test('its user could not write where the program is', async () => {
		const write = ['node', '-e', "require('node:fs').writeFileSync('server/x', '')"];
		const [code] = await once(runInImage(image, write, {}), 'exit');
		expect(code).toBe(1);
	});
});
