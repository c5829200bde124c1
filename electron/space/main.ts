/**
 * The service that measures the disk: a process of its own, so that a million files neither block the main process nor
 * stay in its memory. It lives as long as a window shows the picture; told to end, or left alone, it ends.
 */
import { answerRequests } from '../../shared/answer-requests';
import { answerQuestion, tellNews, type Port } from '../../shared/ipc-port';
import { serviceEvents, serviceRequests } from '../../shared/ipc-service';
import { argumentsSchema, orderSchema, ownRequests } from './messages';
import { openParentPort } from './parent-port';
import { SpaceService } from './space-service';

const parent = openParentPort();
const [settingsFile, excludeFile, workerFile, keptScansDirectory] = argumentsSchema.parse(
  process.argv.slice(2),
);
/** The window of this moment. */
let window: Port | undefined;

const service = new SpaceService({
  ...{ settingsFile, excludeFile, workerFile, keptScansDirectory },
  tell: (event, value) => {
    if (window !== undefined) tellNews(window, event, serviceEvents[event].parse(value));
  },
});
const answerWindow = answerRequests(serviceRequests, service.handlers);
const answerParent = answerRequests(ownRequests, service.ownHandlers);

function connect(port: Port): void {
  window = port;
  port.listen((message) => void (port === window && answerQuestion(port, answerWindow, message)));
}

async function end(): Promise<void> {
  await service.close();
  process.exit(0);
}

parent.listen((message, port) => {
  const order = orderSchema.safeParse(message);
  if (!order.success) void answerQuestion(parent, answerParent, message);
  else if (order.data === 'end') void end();
  else if (port !== undefined) connect(port);
});
parent.onGone(() => void end());
