import { z } from 'zod';

/** ISO 8601 instant in UTC, e.g. `2026-03-10T09:15:00.101Z`. */
export const Instant = z.iso.datetime({ offset: false });

/** Phone number in E.164, e.g. `+493023125101`. */
export const E164 = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** Text from outside, bounded so that a hostile sender cannot fill a screen or a disk. */
export const ShortText = z.string().max(500);
export const LongText = z.string().max(20_000);
export const Id = z.string().min(1).max(300);

export const Provider = z.string().regex(/^[a-z][a-z0-9]{1,30}$/);
export const Role = z.enum(['admin', 'supervisor', 'member']);

/** ISO 3166-1 alpha-2 region, used to read national phone numbers. */
export const Region = z.string().regex(/^[A-Z]{2}$/);

export type Role = z.infer<typeof Role>;
