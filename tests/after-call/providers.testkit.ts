import calcom from '../../server/providers/calcom/index.ts';
import cloudtalk from '../../server/providers/cloudtalk/index.ts';
import { createRegistry } from '../../server/providers/registry.ts';

/** Those that the chain of these tests needs. */
export const providers = createRegistry([calcom, cloudtalk]);
