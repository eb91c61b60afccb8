import { config } from 'zod';

// The policy of our pages forbids code made from text, which zod would try: to be imported before any schema.
config({ jitless: true });
