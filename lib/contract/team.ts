import { z } from 'zod';
import { UnownedNumber } from './api.ts';
import { E164, Id, Instant, Region, Role, ShortText } from './primitives.ts';

/** `GET /v1/users` lists them. */
export const UserView = z.object({ userId: Id, name: ShortText, role: Role });

/** `POST /v1/users` */
export const UserEntry = z.object({ name: ShortText.min(1), role: Role });

/** `POST /v1/users/:id/invites` */
export const Invite = z.object({
	/** The code stands in its fragment, which no server and no proxy is sent. */
	inviteUrl: z.string(),
	expiresAt: Instant,
});

/** A paired browser, of `GET /v1/devices`. */
export const DeviceView = z.object({
	deviceId: Id,
	userId: Id,
	name: ShortText,
	createdAt: Instant,
	lastSeenAt: Instant.optional(),
	connected: z.boolean(),
});

export const BranchView = z.object({
	branchId: Id,
	name: ShortText,
	region: Region,
	/** IANA name, e.g. `Europe/Berlin`. */
	timeZone: ShortText,
	numbers: z.array(E164),
	userIds: z.array(Id),
});

/** `GET /v1/branches` */
export const BranchList = z.object({
	branches: z.array(BranchView),
	unownedNumbers: z.array(UnownedNumber),
});

export type UserView = z.infer<typeof UserView>;
export type Invite = z.infer<typeof Invite>;
export type DeviceView = z.infer<typeof DeviceView>;
export type BranchList = z.infer<typeof BranchList>;
