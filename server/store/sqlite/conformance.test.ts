import { describe } from 'vitest';
import { eventLogConformance } from '../conformance/event-log.testkit.ts';
import { storeConformance } from '../conformance/store.testkit.ts';
import { temporaryStores } from './files.testkit.ts';

describe('SQLite', () => {
	const { openHere } = temporaryStores();
	storeConformance(async () => openHere().store);
});

describe('SQLite in a thread of its own', () => {
	const { openStore } = temporaryStores();
	eventLogConformance(() => openStore());
});
