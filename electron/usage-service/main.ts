/**
 * The service that measures the disk: a process of its own, so that a million files neither block the main process nor
 * stay in its memory. It lives as long as a window shows the picture; told to end, or left alone, it ends.
 */
import { failure, success } from '../../shared/result';
import { serviceRequests, toServiceSchema, type FromService, type ServiceRequest } from './messages';
import { openParentPort } from './parent-port';
import { UsageService } from './usage-service';

const port = openParentPort();
let service: UsageService | undefined;

function post(message: FromService): void {
  port.post(message);
}

async function end(): Promise<void> {
  await service?.close();
  process.exit(0);
}

/** Never rejects: a defect is an answer as well. */
async function answer(
  request: ServiceRequest,
  input: unknown,
): Promise<Extract<FromService, { type: 'answer' }>['answer']> {
  const parsed = serviceRequests[request].input.safeParse(input);
  if (!parsed.success)
    return failure({ code: 'request-refused', detail: `"${request}" came with a wrong value` });
  if (service === undefined) return failure({ code: 'request-refused', detail: 'nothing has begun yet' });
  try {
    const result = await service.answer(request, parsed.data);
    return result.ok ? success(result.value) : result;
  } catch (error) {
    return failure({ code: 'internal', detail: error instanceof Error ? error.message : String(error) });
  }
}

port.onMessage((message) => {
  const parsed = toServiceSchema.safeParse(message);
  // Nobody else can send here: what does not parse is a defect of ours, and nothing to guess at.
  if (!parsed.success) return;
  switch (parsed.data.type) {
    case 'begin':
      service ??= new UsageService({
        ...parsed.data,
        changed: (value) => {
          post({ type: 'changed', value });
        },
        listChanged: (value) => {
          post({ type: 'list-changed', value });
        },
      });
      return;
    case 'request': {
      const { id, request, input } = parsed.data;
      void answer(request, input).then((given) => {
        post({ type: 'answer', id, answer: given });
      });
      return;
    }
    case 'end':
      void end();
  }
});
port.onGone(() => void end());
