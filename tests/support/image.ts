import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, globSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { z } from 'zod';
import { root, toolEnvironment } from '../../scripts/command.ts';

/** What a stage of a Dockerfile comes to. Paths are those inside the image. */
export interface Image {
	/** What it is made from. */
	base: string;
	/** Folder that stands for the image's root. */
	folder: string;
	env: Record<string, string>;
	workdir: string;
	/** `uid:gid` */
	user: string;
	volumes: string[];
	command: string[];
	healthcheck: string[];
}

type Stages = Map<string, Image>;
type Step = (image: Image, text: string, stages: Stages) => void;

const DOCKERFILE = path.join(root, 'deploy/Dockerfile');
const ignored = readFileSync(`${DOCKERFILE}.dockerignore`, 'utf8').trim().split('\n');
const isRoot = process.getuid?.() === 0;

const steps: Record<string, Step> = {
	ENV: (image, text) =>
		Object.assign(image.env, Object.fromEntries(text.split(' ').map((one) => one.split('=', 2)))),
	WORKDIR(image, text) {
		image.workdir = text;
		mkdirSync(inside(image, text), { recursive: true });
	},
	COPY: copy,
	RUN: run,
	USER(image, text) {
		image.user = text;
	},
	VOLUME: (image, text) => image.volumes.push(text),
	EXPOSE() {},
	CMD(image, text) {
		image.command = listIn(text);
	},
	HEALTHCHECK(image, text) {
		image.healthcheck = listIn(text);
	},
};

/**
 * Performs the steps of deploy/Dockerfile in plain folders, with this machine's Node as the base image.
 * @returns its stages in order; the last is the image
 */
export function buildImage(folder: string): Image[] {
	const stages: Stages = new Map();
	let image: Image | undefined;
	for (const instruction of DockerfileParser.parse(readFileSync(DOCKERFILE, 'utf8')).getInstructions()) {
		// With its flags, which the arguments leave out.
		const text = instruction.getTextContent().replace(/^\w+\s+/, '');
		const keyword = instruction.getKeyword();
		if (keyword === 'FROM') {
			const [base = '', , name = String(stages.size)] = text.split(' ');
			image = newImage(base, path.join(folder, name));
			stages.set(name, image);
			continue;
		}
		const perform = steps[keyword];
		if (!image || !perform) throw new Error(`deploy/Dockerfile: ${keyword} is not expected here`);
		perform(image, text, stages);
	}
	return [...stages.values()];
}

/** Runs a command in the image, as its user where we may choose. */
export function runInImage(image: Image, [program = '', ...args]: string[], env: Record<string, string>) {
	const [uid, gid] = image.user.split(':').map(Number);
	return spawn(program === 'node' ? process.execPath : program, args, {
		cwd: inside(image, image.workdir),
		env: { ...image.env, ...env },
		...(isRoot ? { uid, gid } : {}),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

/** The path on this machine of a path in the image. */
export function inside(image: Image, absolute: string): string {
	return path.join(image.folder, absolute);
}

/** Everybody may read the image, and nobody may write to it. */
export function makeReadOnly(image: Image): void {
	for (const entry of ['', ...globSync('**', { cwd: image.folder })]) {
		const file = path.join(image.folder, entry);
		const stat = lstatSync(file);
		const isOpen = stat.isDirectory() || (stat.mode & 0o100) !== 0;
		if (!stat.isSymbolicLink()) chmodSync(file, isOpen ? 0o555 : 0o444);
	}
}

function newImage(base: string, folder: string): Image {
	mkdirSync(folder, { recursive: true });
	return { base, folder, env: {}, workdir: '/', user: '0:0', volumes: [], command: [], healthcheck: [] };
}

function copy(image: Image, text: string, stages: Stages): void {
	const words = text.split(' ');
	const stage = stages.get(/^--from=(.*)$/.exec(words[0] ?? '')?.[1] ?? '');
	const [target = '', ...sources] = words.filter((word) => !word.startsWith('--')).reverse();
	const into = path.resolve(inside(image, image.workdir), target);
	for (const source of sources) {
		const from = path.join(stage?.folder ?? root, source);
		if (!existsSync(from)) throw new Error(`deploy/Dockerfile copies ${source}, which is not there`);
		const to = target.endsWith('/') ? path.join(into, path.basename(source)) : into;
		cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: stage ? () => true : isSent });
	}
}

/** Whether Docker would be sent this file, by deploy/Dockerfile.dockerignore: the last line that fits decides. */
function isSent(file: string): boolean {
	const relative = path.relative(root, file);
	return ignored.reduce((sent, line) => {
		const pattern = line.replace(/^!/, '');
		const fits = path.matchesGlob(relative, pattern) || path.matchesGlob(relative, `${pattern}/**`);
		return fits ? line.startsWith('!') : sent;
	}, true);
}

function run(image: Image, command: string): void {
	// A folder of the image's own root is one of ours here, and only root may give it away.
	const mapped = command.replaceAll(/ (\/[\w/]+)/g, (_, absolute: string) => ` ${inside(image, absolute)}`);
	const { status, stderr } = spawnSync(
		'sh',
		['-c', isRoot ? mapped : mapped.replaceAll(/ --(owner|group)=\d+/g, '')],
		{
			cwd: inside(image, image.workdir),
			env: toolEnvironment({ ...image.env, npm_config_prefer_offline: 'true' }),
			encoding: 'utf8',
		},
	);
	if (status !== 0) throw new Error(`RUN ${command}\n${stderr}`);
}

function listIn(text: string): string[] {
	return z.array(z.string()).parse(JSON.parse(text.slice(text.indexOf('['))));
}
