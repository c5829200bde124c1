/**
 * What the main process and the service that measures the disk say to each other. Mostly the window's own contract; where
 * a window gives a token, the main process gives the path behind it. Both ends parse all that arrives.
 */
import * as z from 'zod';
import { failureSchema } from '../../shared/failures';
import { excludesEvents, excludesRequests } from '../../shared/ipc-excludes';
import { setupRequests } from '../../shared/ipc-setup';
import { usageEvents, usageRequests } from '../../shared/ipc-usage';
import type { Result } from '../../shared/result';

const {
  'usage.cancel': cancel,
  'usage.state': state,
  'usage.view': view,
  'usage.node': node,
  'usage.list': list,
  'usage.leave-out': leaveOut,
  'usage.undo': undo,
  'usage.open-list': openList,
  'usage.close-list': closeList,
  'usage.copy-path': { input: inTree },
  'usage.scan': { output: treeId },
} = usageRequests;

export const serviceRequests = {
  /** `roots`: what the settings name. */
  scan: {
    input: z.discriminatedUnion('what', [
      z.object({ what: z.literal('roots') }),
      z.object({ what: z.literal('home') }),
      z.object({ what: z.literal('again') }),
      z.object({ what: z.literal('path'), path: z.string().startsWith('/') }),
      /** What would be backed up, before anything is set up. */
      z.object({ what: z.literal('draft'), roots: z.array(z.string().startsWith('/')).min(1) }),
    ]),
    output: treeId,
  },
  cancel,
  state,
  view,
  node,
  list,
  'leave-out': leaveOut,
  undo,
  'open-list': openList,
  'close-list': closeList,
  /** What a first exclude list of these presets would do to the tree of a draft. */
  weigh: setupRequests['setup.weigh'],
  /** A node's exact path, for the file manager and the clipboard; never for a window. */
  path: { input: inTree, output: z.string().nullable() },
  'list-open': excludesRequests['excludes.open'],
  'list-judge': excludesRequests['excludes.judge'],
  'list-sum': excludesRequests['excludes.sum'],
  'list-presets': excludesRequests['excludes.presets'],
  'list-set-preset': excludesRequests['excludes.set-preset'],
  'list-test-path': excludesRequests['excludes.test-path'],
  'list-save': excludesRequests['excludes.save'],
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type ServiceRequest = keyof typeof serviceRequests;
export type ServiceInput<R extends ServiceRequest> = z.infer<(typeof serviceRequests)[R]['input']>;
export type ServiceOutput<R extends ServiceRequest> = z.infer<(typeof serviceRequests)[R]['output']>;
export type ServiceHandlers = {
  [R in ServiceRequest]: (
    input: ServiceInput<R>,
  ) => Result<ServiceOutput<R>> | Promise<Result<ServiceOutput<R>>>;
};

const requestName = z.custom<ServiceRequest>(
  (value) => typeof value === 'string' && Object.hasOwn(serviceRequests, value),
);

export const toServiceSchema = z.discriminatedUnion('type', [
  /** The first message, once. */
  z.object({
    type: z.literal('begin'),
    settingsFile: z.string(),
    excludeFile: z.string(),
    /** The bundle of the scan's workers. */
    workerFile: z.string(),
  }),
  z.object({ type: z.literal('request'), id: z.int(), request: requestName, input: z.unknown() }),
  /** No more: the service stops what it does and ends by itself. */
  z.object({ type: z.literal('end') }),
]);
export type ToService = z.infer<typeof toServiceSchema>;

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

export const fromServiceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), id: z.int(), answer: answerSchema }),
  z.object({ type: z.literal('changed'), value: usageEvents['usage.changed'] }),
  z.object({ type: z.literal('list-changed'), value: excludesEvents['excludes.changed'] }),
]);
export type FromService = z.infer<typeof fromServiceSchema>;
export type UsageChange = z.infer<(typeof usageEvents)['usage.changed']>;
