/**
 * `latchkey --adopt USER@HOST`: a new laptop takes the place of a lost one whose backups are on a host. Asks for what only a
 * person knows: whether that is the host, the lost laptop's name, and the code that the host shows.
 */
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../shared/exit-codes';
import { safeText } from '../../shared/safe-text';
import { failure, success, type Result } from '../../shared/result';
import { machineNameSchema } from '../../shared/machine-name';
import { USUAL_PRESETS } from '../exclude/first-list';
import type { Bundles } from '../settings/bundles';
import { findSshPrograms, type SshPrograms } from '../ssh/programs';
import { machineNameFrom } from '../settings/machine-name';
import type { UserPaths } from '../settings/user-paths';
import { adoptMachine } from '../setup/adopt-machine';
import { provideCallKey } from '../setup/call-key';
import type { BringBack } from '../setup/home-to-come';
import { identifyHost, trustHost } from '../setup/host-identity';
import { knownHostsFile } from '../setup/known-hosts-file';
import { adoptCommands, hostOfLost, openLostMachine, type LostMachine } from '../setup/lost-machine';
import { openAnswers, type Answers } from './ask-person';
import { bringHomeBack } from './bring-home-back';
import { describeAdopted, describeBackups, describeNextSteps, machineLine } from './describe-adopted';
import { fail } from './fail';
import { ownLanguage } from './own-language';
import { failWith, type CodeSource } from './restore-source';
import { complain, say, sayJson } from './terminal';

export interface AdoptHostOptions {
  /** As ssh takes it. */
  destination: string;
  machine: string | undefined;
  bringBack: BringBack | undefined;
  json: boolean;
  codeFrom: CodeSource;
}

const IDENTIFY_MS = 90_000;

export async function adoptHostCommand(
  paths: UserPaths,
  bundles: Bundles,
  options: AdoptHostOptions,
): Promise<number> {
  const { destination, json, codeFrom } = options;
  const ssh = findSshPrograms();
  if (!ssh.ok) return failWith(ssh.failure, json);
  const programs = { runtime: bundles.runtime, host: bundles.host };
  const answers = openAnswers(codeFrom);
  let lost: LostMachine | undefined;
  try {
    const trusted = await trustOnce(ssh.value, destination, codeFrom === 'ask' ? answers : undefined);
    if (!trusted.ok) return failWith(trusted.failure, json);
    const machine = options.machine ?? (await askName(codeFrom, answers, destination));
    if (!machineNameSchema.safeParse(machine).success) {
      complain(ownLanguage().words.terminal.adopt.sayName);
      return EXIT.usage;
    }
    const comment = `latchkey@${hostname()}`;
    const key = await provideCallKey(ssh.value.sshKeygen, sshDirectory(), comment);
    if (!key.ok) return failWith(key.failure, json);
    const commands = adoptCommands(machine ?? '', key.value.publicKey);
    if (json) sayJson<'adopt'>({ type: 'commands', commands });
    else process.stderr.write(explainCommands(destination, commands));
    const way = { destination, keyPath: key.value.path };
    const opened = await openWithCode(answers, codeFrom, (code) =>
      openLostMachine(way, code, programs, new AbortController().signal),
    );
    if (opened === undefined) {
      complain(ownLanguage().words.terminal.adopt.codeFromScript);
      return EXIT.restoreAtHost;
    }
    if (!opened.ok) return failWith(opened.failure, json);
    lost = opened.value;
    return await takeOver(paths, lost, options, answers);
  } finally {
    answers.close();
    await lost?.source.close();
  }
}

async function takeOver(
  paths: UserPaths,
  { kept, source, host }: LostMachine,
  { destination, bringBack, json, codeFrom }: AdoptHostOptions,
  answers: Answers,
): Promise<number> {
  const place = safeText(destination);
  const language = ownLanguage();
  if (!json) say(machineLine(language, kept, place));
  const adopted = await adoptMachine({
    ...{ paths, source, kept, home: homedir(), presets: USUAL_PRESETS },
    ...{ signal: new AbortController().signal, host: (old) => hostOfLost(host, old) },
  });
  if (!adopted.ok) return failWith(adopted.failure, json);
  if (json) sayJson<'adopt'>({ type: 'adopted', host: destination, ...kept, ...adopted.value });
  else describeAdopted(language, paths, kept, place, adopted.value).forEach(say);
  const how = bringBack ?? (codeFrom === 'ask' && !json ? await askWhether(answers) : undefined);
  if (how === undefined) {
    if (!json) ['', ...describeNextSteps(language, kept, adopted.value)].forEach(say);
  } else {
    const status = await bringHomeBack(paths, source, kept, adopted.value, { how, json });
    if (status !== EXIT.completed) return status;
  }
  if (!json) describeBackups(language).forEach(say);
  return EXIT.completed;
}

/** Known to ssh already, or believed by the person now. Fails as identifyHost does, and with host-key-not-trusted. */
async function trustOnce(
  programs: SshPrograms,
  destination: string,
  answers: Answers | undefined,
): Promise<Result<undefined>> {
  const found = await identifyHost(programs, destination, AbortSignal.timeout(IDENTIFY_MS));
  if (!found.ok) return found;
  const { kind, type, fingerprint } = found.value;
  if (kind === 'known') return success(undefined);
  const notTrusted = (detail: string): Result<never> => failure({ code: 'host-key-not-trusted', detail });
  const { adopt, yes, no } = ownLanguage().words.terminal;
  if (found.value.kind === 'changed') {
    return notTrusted(adopt.keyChanged(found.value.known, fingerprint, found.value.forget));
  }
  const command = `ssh-keygen -lf /etc/ssh/ssh_host_${type.toLowerCase()}_key.pub`;
  const question = adopt.isItThat(safeText(destination), type, fingerprint, command, yes, no);
  if (!isYes(await answers?.ask(`${question} `))) return notTrusted(`${type} ${fingerprint}`);
  const { lines } = found.value;
  trustHost(await knownHostsFile(programs.ssh, sshDirectory(), destination), lines);
  return success(undefined);
}

async function askName(from: CodeSource, answers: Answers, destination: string): Promise<string | undefined> {
  if (from === 'stdin') return undefined;
  const own = machineNameFrom(hostname());
  const { calledThere } = ownLanguage().words.terminal.adopt;
  return (await answers.ask(`${calledThere(safeText(destination), own)} `)) ?? own;
}

/** Once more after a slip, as long as the host takes it. Undefined where there is no code. */
async function openWithCode<T>(
  answers: Answers,
  from: CodeSource,
  open: (code: string) => Promise<Result<T>>,
): Promise<Result<T> | undefined> {
  for (;;) {
    const code = await answers.ask(`${ownLanguage().words.terminal.adopt.typeCode} `);
    if (code === undefined) return undefined;
    const opened = await open(code);
    const refused = opened.ok ? undefined : opened.failure;
    if (from === 'stdin' || refused?.code !== 'restore-code-wrong' || refused.left === 0) return opened;
    fail(refused);
  }
}

async function askWhether(answers: Answers): Promise<BringBack | undefined> {
  const { adopt, yes, no } = ownLanguage().words.terminal;
  return isYes(await answers.ask(`${adopt.bringBack(yes, no)} `)) ? 'only-missing' : undefined;
}

/** In this language, or in English. */
function isYes(answer: string | undefined): boolean {
  return ['yes', ownLanguage().words.terminal.yes].includes(answer?.toLowerCase() ?? '');
}

function explainCommands(destination: string, [plain, sudo, installed]: readonly string[]): string {
  const say = ownLanguage().words.terminal.adopt;
  return `
${say.onHost(safeText(destination))}

  ${plain ?? ''}

${say.orSudo}

  ${sudo ?? ''}

${say.orInstalled}

  ${installed ?? ''}

${say.itGives}
`;
}

/** ssh goes by the user database, whatever $HOME says. */
function sshDirectory(): string {
  return join(userInfo().homedir, '.ssh');
}
