import { defineExtensionMessaging } from '@webext-core/messaging';
import type { FromExtensionPages, FromFrame, FromPage, ToExtensionPages, ToPage } from './protocol.ts';

/** Everything that the worker is told. */
export interface ToWorker extends FromPage, FromFrame, FromExtensionPages {}

interface Messages extends ToWorker, ToPage, ToExtensionPages {}

/** The typed messenger of worker, pages and content script alike. */
export const messenger = defineExtensionMessaging<Messages & Record<string, unknown>>();
