/**
 * Tells zod not to compile its schemas: the policy forbids code that is made at run time, and merely trying is a
 * violation. Imported before everything else, since zod tries while the first schema is being made.
 */
import * as z from 'zod';

z.config({ jitless: true });
