import { z } from 'zod';
import { transcription } from './openai-audio.ts';
import { type ModelWords, worded } from './openai-words.ts';
import { type VendorQuestion, type VendorReply, VendorServer } from './vendor-server.ts';

/** An upload to be transcribed. */
export interface HeardUpload {
	/** Of the form, without the file. */
	fields: Record<string, string[]>;
	fileName: string;
	bytes: Buffer;
	/** Of WAV in 16-bit PCM as its header says; 0 of others. */
	seconds: number;
}

/** What is heard in an upload; `speaker` only where the model tells them apart. */
export interface HeardWords {
	language?: string;
	segments: { start: number; end: number; text: string; speaker?: string; no_speech_prob?: number }[];
}

/** A question to a language model. */
export interface ModelQuestion {
	path: '/responses' | '/chat/completions';
	model: string;
	/** As it was sent. */
	body: Record<string, unknown>;
}

/** OpenAI's API, or a server that speaks as it does; troubles of all kinds by `server.troubles`. */
export class OpenAiSimulator {
	readonly server = new VendorServer(['api.openai.com'], (question) => this.#answer(question));
	key = 'sk-of-the-simulator';
	/** Those that the key may use. */
	models = ['gpt-4o', 'gpt-4o-transcribe-diarize'];
	readonly uploads: HeardUpload[] = [];
	readonly questions: ModelQuestion[] = [];
	/** What a call costs, as it would be billed: seconds of all audio that was answered. */
	paidSeconds = 0;
	/** By script; a reply in place of words is sent as it is. Slow: a promise. */
	hear: (upload: HeardUpload, index: number) => MaybeLater<HeardWords | VendorReply> = () => ({
		segments: [{ start: 0, end: 1, text: 'Guten Tag.' }],
	});
	/** By script: what the model makes of a question. */
	think: (question: ModelQuestion, index: number) => MaybeLater<ModelWords | VendorReply> = () => ({
		kind: 'json',
		value: {},
	});

	async start(): Promise<this> {
		await this.server.start();
		return this;
	}

	stop(): void {
		this.server.stop();
	}

	/** For the settings; plain http at this machine. */
	get baseUrl(): string {
		return `${this.server.origin}/v1`;
	}

	async #answer({ path, method, headers, bytes, body }: VendorQuestion): Promise<VendorReply> {
		if (headers.authorization !== `Bearer ${this.key}`) return problem(401, 'invalid_api_key');
		if (method === 'GET' && path === '/v1/models') return { status: 200, body: listOf(this.models) };
		if (method !== 'POST') return problem(405, 'method_not_supported');
		switch (path) {
			case '/v1/audio/transcriptions':
				return this.#transcribe(bytes, headers['content-type'] ?? '');
			case '/v1/responses':
			case '/v1/chat/completions':
				return this.#think(path === '/v1/responses' ? '/responses' : '/chat/completions', body);
			default:
				return problem(404, 'unknown_url');
		}
	}

	async #transcribe(bytes: Buffer, type: string): Promise<VendorReply> {
		const read = await transcription(bytes, type);
		if (read.kind === 'refused') return problem(read.status, read.code, read.message);
		this.uploads.push(read.upload);
		const heard = await this.hear(read.upload, this.uploads.length - 1);
		if ('status' in heard) return heard;
		this.paidSeconds += read.upload.seconds;
		return { status: 200, body: read.answer(heard) };
	}

	async #think(path: ModelQuestion['path'], text: string): Promise<VendorReply> {
		const body = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
		const question = { path, model: String(body.model), body };
		this.questions.push(question);
		const words = await this.think(question, this.questions.length - 1);
		return 'status' in words ? words : { status: 200, body: worded(question, words) };
	}
}

type MaybeLater<T> = T | Promise<T>;

function listOf(models: string[]) {
	return {
		object: 'list',
		data: models.map((id) => ({ id, object: 'model', created: 1, owned_by: 'system' })),
	};
}

/** As OpenAI refuses. */
function problem(status: number, code: string, message = code): VendorReply {
	return { status, body: { error: { message, type: 'invalid_request_error', param: null, code } } };
}
