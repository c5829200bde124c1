/**
 * Tells zod not to compile its schemas: the policy forbids code that is made at run time, and merely trying is a
 * violation. A script of its own that the page runs first, since zod tries while the first schema is being made, and
 * what a script imports comes before whatever it says itself.
 */
import * as z from 'zod';

z.config({ jitless: true });
