import { z } from 'zod';

const MailboxId = z.string().min(1).max(200);
/** Unsigned 64 bits as decimal text: as a number it would lose digits, as text it would sort wrongly. */
export const HistoryId = z.string().regex(/^\d{1,20}$/);

/** A wrapped Pub/Sub push. https://cloud.google.com/pubsub/docs/push */
export const Push = z.object({
	message: z.object({
		/** Base64 in either alphabet, padded or not. */
		data: z
			.string()
			.min(1)
			.max(10_000)
			.regex(/^[\w+/-]+={0,2}$/),
	}),
});

/** What is in `message.data`. https://developers.google.com/workspace/gmail/api/guides/push */
export const MailboxChange = z.object({ emailAddress: z.string().min(3).max(320), historyId: HistoryId });

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.history/list */
export const HistoryPage = z.object({
	history: z
		.array(
			z.object({
				id: HistoryId,
				messagesAdded: z
					.array(z.object({ message: z.object({ id: MailboxId, labelIds: z.array(z.string()).optional() }) }))
					.optional(),
			}),
		)
		.optional(),
	historyId: HistoryId,
	nextPageToken: z.string().max(2_000).optional(),
});

export const MessagePage = z.object({
	messages: z.array(z.object({ id: MailboxId })).optional(),
	nextPageToken: z.string().max(2_000).optional(),
});

export const Profile = z.object({ historyId: HistoryId });

const Header = z.object({ name: z.string(), value: z.string() });

/** A part of a mail; text is inside `body.data` (base64url), attachments are fetched by their id. */
export interface MailPart {
	mimeType?: string;
	filename?: string;
	headers?: { name: string; value: string }[];
	body?: { data?: string };
	parts?: MailPart[];
}

const MailPart: z.ZodType<MailPart> = z.lazy(() =>
	z.object({
		mimeType: z.string().optional(),
		filename: z.string().optional(),
		headers: z.array(Header).optional(),
		body: z.object({ data: z.string().optional() }).optional(),
		parts: z.array(MailPart).optional(),
	}),
);

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages#Message */
export const GmailMessage = z.object({
	id: MailboxId,
	threadId: MailboxId,
	labelIds: z.array(z.string()).optional(),
	snippet: z.string().optional(),
	/** ms since 1970. */
	internalDate: z.string().regex(/^\d{1,15}$/),
	payload: MailPart.optional(),
});

export type HistoryPage = z.infer<typeof HistoryPage>;
export type MailboxChange = z.infer<typeof MailboxChange>;
export type GmailMessage = z.infer<typeof GmailMessage>;
