/** What the shapes of several commands' `--json` are made of. */
import * as z from 'zod';
import { failureSchema } from '../../shared/failures';

export const count = z.int().nonnegative();
export const time = z.iso.datetime();

/** A path that is no UTF-8 is shown with its odd bytes spelled out, and comes in base64 as well. */
export const pathShape = { path: z.string(), pathBase64: z.base64().optional() };
export const path = z.object(pathShape);
export const paths = z.array(path);

export const failed = z.object({ type: z.literal('failed'), failure: failureSchema });
