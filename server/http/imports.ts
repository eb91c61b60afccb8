import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ImportPreview, ImportRun, ImportStatus } from '../../lib/contract/api.ts';
import { type App, type AppContext, answers, IdParams, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

// The importer counts for itself, so that what is too large can be answered in words.
const UPLOAD_LIMIT = 1024 * 1024 * 1024;
const access = 'supervisor';

/** The upload alone reads its body as a stream, whatever it says it is. */
export function uploadRoutes(context: AppContext) {
	return async (instance: FastifyInstance): Promise<void> => {
		instance.removeAllContentTypeParsers();
		instance.addContentTypeParser('*', (_, payload, done) => done(null, payload));
		const app = instance as App;
		app.post(
			'/v1/imports',
			{
				bodyLimit: UPLOAD_LIMIT,
				config: { access },
				schema: {
					summary: 'Uploads a CSV file of leads; nothing is stored yet',
					response: answers(ImportPreview),
				},
			},
			async (request, reply) => {
				const { workspaceId } = principalOf(request).workspace;
				const body: unknown = request.body;
				if (!(body instanceof Readable)) return sendProblem(reply, 'import-empty');
				const uploaded = await context.importer.upload(workspaceId, body);
				switch (uploaded.kind) {
					case 'preview':
						return uploaded.preview;
					case 'empty':
						return sendProblem(reply, 'import-empty');
					case 'too-large':
						return sendProblem(reply, 'too-large', `A file may have ${uploaded.mostBytes} bytes.`);
				}
			},
		);
	};
}

const config = { access } as const;

export const importRoutes: Routes = (app, { importer }) => {
	app.post(
		'/v1/imports/:id/run',
		{
			config,
			schema: {
				summary: 'Imports an uploaded file in the background',
				params: IdParams,
				body: ImportRun,
				response: answers(ImportStatus),
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const started = await importer.run(workspaceId, request.params.id, request.body);
			switch (started.kind) {
				case 'started':
					return started.status;
				case 'unknown':
					return sendProblem(
						reply,
						'not-found',
						'There is no such import (any more): upload the file again.',
					);
				case 'not-waiting':
					return sendProblem(reply, 'import-started');
				case 'busy':
					return sendProblem(reply, 'import-running');
				case 'wrong-mapping':
					return sendProblem(reply, 'wrong-mapping', started.reason);
			}
		},
	);

	app.get(
		'/v1/imports/:id',
		{
			config,
			schema: { summary: 'How an import is going', params: IdParams, response: answers(ImportStatus) },
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			return importer.status(workspaceId, request.params.id) ?? sendProblem(reply, 'not-found');
		},
	);

	app.post(
		'/v1/imports/:id/cancel',
		{ config, schema: { summary: 'Cancels an import', params: IdParams, response: answers(ImportStatus) } },
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			importer.cancel(workspaceId, request.params.id);
			return importer.status(workspaceId, request.params.id) ?? sendProblem(reply, 'not-found');
		},
	);
};

export const rejectedRowsRoute: Routes = (app, { importer }) => {
	app.get(
		'/v1/imports/:id/rejected.csv',
		{
			config,
			schema: {
				summary: 'The rows that were not imported, with reasons',
				params: IdParams,
				response: { 200: z.unknown() },
			},
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const file = importer.rejectedFile(workspaceId, request.params.id);
			if (!file) return sendProblem(reply, 'not-found');
			return reply
				.type('text/csv; charset=utf-8')
				.header('content-disposition', 'attachment; filename="rejected.csv"')
				.header('x-content-type-options', 'nosniff')
				.send(createReadStream(file));
		},
	);
};
