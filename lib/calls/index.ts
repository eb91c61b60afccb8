export { applyView, type Call, callOf, mergeCalls } from './call.ts';
export { describeCall } from './describe.ts';
export { begunCallId, type JoinedCall, joinCalls, joinedCallOf } from './join.ts';
export { matchParty } from './match.ts';
export { surerMatch } from './reports.ts';
export type { CallSummary, View } from './types.ts';
