/**
 * The text of a user's systemd units (systemd.service(5), systemd.timer(5), systemd.syntax(7)).
 *
 * The timer looks every quarter of an hour whether a backup is due, whatever the schedule is: so a changed schedule,
 * clock or time zone needs no new unit, and what was skipped or failed is tried again. A look that finds nothing due
 * takes a fraction of a second; it wakes no machine that sleeps. After a resume the moment that was slept through
 * elapses at once, after a boot `Persistent=` sees to the same.
 */
import { IF_DUE, type UserCommand } from './user-command';

export const UNIT = 'latchkey';

export function timerUnit(): string {
  return `[Unit]
Description=Latchkey: look whether a backup is due

[Timer]
OnCalendar=*:0/15
Persistent=true
# Many laptops may have one host.
RandomizedDelaySec=2min
AccuracySec=1min

[Install]
WantedBy=timers.target
`;
}

export function serviceUnit({ launcher, env }: UserCommand): string {
  const environment = Object.entries(env).map(
    ([name, value]) => `Environment=${quote(`${name}=${value}`)}\n`,
  );
  return `[Unit]
Description=Latchkey: back up if it is due
# The package may be gone, and this is the person's own file, which no package takes away.
ConditionFileIsExecutable=${literally(launcher)}

[Service]
Type=oneshot
# A quarter of an hour is too often for the journal to say that there was nothing to do. What Latchkey says stays in it.
SyslogLevel=notice
LogLevelMax=notice
${environment.join('')}ExecStart=${quote(launcher)} ${IF_DUE.join(' ')}
# Skipped, and a backup by hand that is under way, are no failures.
SuccessExitStatus=75 11
# In the journal it is not the "node" or the "sh" that it is started with; "journalctl --user -t latchkey" finds it.
SyslogIdentifier=latchkey
Nice=10
IOSchedulingClass=idle
# Latchkey ends what it has started, in its order; and a notification that waits for an answer may outlive the run.
KillMode=process
`;
}

/** The launcher that a service unit of ours starts; undefined where it is none of ours. */
export function launcherOf(unit: string): string | undefined {
  const [, launcher] = /^ExecStart="([^"]*)" --run --if-due --quiet$/m.exec(unit) ?? [];
  return launcher?.replaceAll('%%', '%');
}

/** systemd takes no program with one of these in its path, however they are escaped. */
export function canBeStarted(launcher: string): boolean {
  return !/["'\\]/.test(launcher);
}

/** In quotes. Variables are not replaced here, nor in a program's path. */
function quote(text: string): string {
  return `"${literally(text.replace(/[\\"]/g, '\\$&'))}"`;
}

/** Specifiers (%) are replaced wherever a path may stand, in quotes or, as in a condition, without. */
function literally(text: string): string {
  return text.replaceAll('%', '%%');
}
