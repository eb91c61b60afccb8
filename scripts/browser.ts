import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { runCommand } from './command.ts';

export type Found = { kind: 'found'; path: string } | { kind: 'missing'; message: string };

/** A program that demo or tests need, where systems keep it, and the Debian package that brings it. */
interface Program {
	name: string;
	variable: string;
	places: string[];
	debianPackage: string;
}

const programs = {
	chromium: {
		name: 'Chromium',
		variable: 'CHROME_PATH',
		places: [
			'/usr/bin/chromium',
			'/usr/bin/chromium-browser',
			'/Applications/Chromium.app/Contents/MacOS/Chromium',
		],
		debianPackage: 'chromium',
	},
	firefox: {
		name: 'Firefox',
		variable: 'FIREFOX_PATH',
		places: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
		debianPackage: 'firefox-esr',
	},
	xvfb: { name: 'Xvfb', variable: 'XVFB_PATH', places: ['/usr/bin/Xvfb'], debianPackage: 'xvfb' },
	xdotool: {
		name: 'xdotool',
		variable: 'XDOTOOL_PATH',
		places: ['/usr/bin/xdotool'],
		debianPackage: 'xdotool',
	},
	nginx: {
		name: 'nginx',
		variable: 'NGINX_PATH',
		places: ['/usr/sbin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx'],
		debianPackage: 'nginx-light',
	},
	espeak: {
		name: 'eSpeak NG',
		variable: 'ESPEAK_PATH',
		places: ['/usr/bin/espeak-ng', '/usr/local/bin/espeak-ng', '/opt/homebrew/bin/espeak-ng'],
		debianPackage: 'espeak-ng',
	},
	openssl: {
		name: 'OpenSSL',
		variable: 'OPENSSL_PATH',
		places: ['/usr/bin/openssl', '/opt/homebrew/bin/openssl'],
		debianPackage: 'openssl',
	},
	systemd: {
		name: 'systemd-analyze',
		variable: 'SYSTEMD_ANALYZE_PATH',
		places: ['/usr/bin/systemd-analyze'],
		debianPackage: 'systemd',
	},
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

/** Looks for an installed program; installs nothing. */
export function findProgram(name: ProgramName): Found {
	const program = programs[name];
	const named = process.env[program.variable];
	if (named) {
		return existsSync(named)
			? { kind: 'found', path: named }
			: { kind: 'missing', message: `${program.variable} names ${named}, which is not there.` };
	}
	const places = name === 'chromium' ? [...program.places, ...playwrightChromium()] : program.places;
	const found = places.find((place) => existsSync(place));
	if (found) return { kind: 'found', path: found };
	return {
		kind: 'missing',
		message: `${program.name} is not installed. Debian and Ubuntu: apt-get install ${program.debianPackage}; elsewhere install it and set ${program.variable} to its path.`,
	};
}

/** Branded Chrome from 137 on ignores --load-extension, so only Chromium and Chrome for Testing are of use. */
function playwrightChromium(): string[] {
	const wanted = chromium.executablePath();
	const cache = path.dirname(path.dirname(path.dirname(wanted)));
	if (!existsSync(cache)) return [wanted];
	const inside = path.relative(path.dirname(path.dirname(wanted)), wanted);
	const others = readdirSync(cache)
		.filter((folder) => /^chromium-\d+$/.test(folder))
		.map((folder) => path.join(cache, folder, inside));
	return [wanted, ...others];
}

/** Finds the program, or gets it: Playwright's Chromium, else the system's package where that is allowed. */
export async function getProgram(name: ProgramName): Promise<Found> {
	const found = findProgram(name);
	if (found.kind === 'found' || process.env[programs[name].variable]) return found;
	if (name === 'chromium') {
		console.log('No Chromium found; downloading Playwright’s …');
		const download = await runCommand('playwright', ['install', 'chromium']);
		const downloaded = findProgram(name);
		if (download.code === 0 && downloaded.kind === 'found') return downloaded;
		console.log('That download did not work here.');
	}
	await installPackages([programs[name].debianPackage]);
	return findProgram(name);
}

/** Debian packages, when we are root and there is an apt-get; otherwise does nothing. */
async function installPackages(packages: string[]): Promise<void> {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
	console.log(`Installing ${packages.join(', ')} with apt-get …`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await runCommand('apt-get', ['update', '-qq'], { env });
	const installed = await runCommand('apt-get', ['install', '-y', '-qq', ...packages], { env });
	if (installed.code !== 0) console.log(installed.output.trimEnd());
}

/** Arguments that load an unpacked extension and keep the browser's own traffic quiet. */
export function chromiumArguments(extension: string, options: { headless: boolean }): string[] {
	return [
		...(options.headless ? ['--headless=new'] : []),
		// Chromium's sandbox refuses to run as root.
		...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
		`--disable-extensions-except=${extension}`,
		`--load-extension=${extension}`,
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
		'--no-first-run',
		'--no-default-browser-check',
		'--disable-quic',
	];
}

/** True where windows can be shown: macOS, Windows, or a display server. */
export function hasScreen(): boolean {
	if (process.platform === 'darwin' || process.platform === 'win32') return true;
	return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}
