/** What a window asks and is told from its first moment: how things stand. Its part of the contract is read first. */
import * as z from 'zod';
import { appStateSchema } from './app-state';
import { choiceSchema } from './choices';
import { outcomeSchema } from './outcome';
import { askedFileSchema, viewSchema } from './views';

const nothing = z.null();

export const homeRequests = {
  'state.get': { input: nothing, output: appStateSchema },
  /** Something that was chosen for the window, to be there the next time. */
  'choice.keep': { input: choiceSchema, output: nothing },
  /** To the destination of that name; null: to each, one after the other. */
  'run.start': { input: z.string().nullable(), output: nothing },
  'run.cancel': { input: nothing, output: nothing },
  'pause.set': { input: z.enum(['hour', 'tomorrow', 'off']), output: nothing },
  /** Newest first. */
  'history.list': { input: z.object({ most: z.int().min(1).max(1000) }), output: z.array(outcomeSchema) },
} as const;

export const homeEvents = {
  'state.changed': appStateSchema,
  'view.show': viewSchema,
  /** In the Files view. */
  'file.show': askedFileSchema,
} as const;
