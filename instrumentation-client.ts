/** Runs in the browser before the pages' own code: what libraries need to know to live under our security policy. */
import { z } from 'zod';
import { scriptNonce } from '@/components/ui/script-nonce';

// Without it zod tries whether it may compile code, and every page reports a violation.
z.config({ jitless: true });

// Radix locks scrolling behind dialogs and menus with a style tag; it takes the nonce from this name.
Reflect.set(globalThis, '__webpack_nonce__', scriptNonce());
