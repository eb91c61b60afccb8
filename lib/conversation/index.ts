export { entriesOf } from './entries.ts';
export { keysOfParty, leadKey, partyOfEvent, personKeysOf } from './person-keys.ts';
