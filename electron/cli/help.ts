export const HELP = `Latchkey backs up this machine by letting its backup host in once, for one connection, to read.

  latchkey [--show VIEW]  open the window; VIEW: home, space, excludes, history or settings
  latchkey --background   stay in the tray
  latchkey --back-up-now  stay in the tray and back up

Everything else needs no display and asks no question, but for a host's one-time code: it can be started from cron.

  latchkey --run [--dry-run | --if-due] [--json | --quiet]
                          back up now; --dry-run only says what would be transferred; --if-due backs up only
                          if the schedule says so and nothing holds it back (battery, network, pause)
  latchkey --status [--json]
                          is a backup running, when was the last good one, how did the last one end
  latchkey --check [--json]
                          test the whole way to the host and back, and name the step that fails
  latchkey --init (--local DIR [--keep WHAT] | --host USER@HOST) [--root DIR]...
                          write first settings; the root is your home directory if none is given; WHAT: all,
                          or how many snapshots stay, as by default: hourly=24,daily=14,weekly=8,monthly=12,yearly=3
  latchkey --schedule [every N hours | daily at HH:MM | weekly on DAY at HH:MM | off] [--json]
                          when backups happen by themselves: shows it, or changes it
  latchkey --pause 30m | 2h | 3d | tomorrow | off
                          no scheduled backups until then
  latchkey --accept-store [--instead]
                          use the store that is there now, though the last good backup went to another one:
                          as well as that one (disks that take turns), or instead of it
  latchkey --usage [PATH]... [--json | --du [--null] | --ncdu]
                          what takes the space: a table, or as du and ncdu write it; a FILE, or - for the
                          standard input, is read as what du or ncdu wrote elsewhere
  latchkey --exclude list | add PATH | remove PATH | test PATH | presets [NAME]   [--sizes] [--json]
                          what is left out of the backup, and why; --sizes with list or presets scans what
                          is backed up and says what each rule or preset saves
  latchkey --snapshots [--json]
                          the snapshots there are, the oldest first. Where they are on a host, this and what follows
                          asks for the one-time code that its owner has shown there, as latchkey-host(1) says; with
                          --code-from - it is read from the standard input
  latchkey --list PATH [--at WHEN] [--json]
                          what a directory held then, with types, modes, owners and where links lead; WHEN: a
                          snapshot's name, or yesterday, "3 days ago", 2026-11-22, "2026-11-22 14:00": the newest
                          snapshot that is not later; without it, the latest
  latchkey --versions PATH [--json]
                          each version of a file, and the snapshots that have it
  latchkey --restore PATH... [--at WHEN] [--beside | --swap | --only-missing | --to DIR] [--dry-run]
           [--json]
                          bring files and directories back. Nothing that is there is replaced:
                          what has its name taken comes back beside it, as "report (from 22 Nov 14.05).odt";
                          --swap gives it its name, and calls what is there "… (before restore)"; --only-missing
                          puts back what is not there, --to DIR puts all into another directory
  latchkey --undo [--json]
                          take the last restore back, for seven days; what was changed since is kept
  latchkey --resume [--json]
                          go on with a restore that was cut short; for a host, with another code
  latchkey --find TEXT [--deleted] [--json]
                          what has TEXT in its name, in all snapshots, or of that only what is gone here
  latchkey --changes [WHEN [WHEN]] [PATH] [--json]
                          what is different between two snapshots: the last two, or from WHEN on
  latchkey --explain-command COMMAND
                          what the guard would do with a command of the host, as JSON
  latchkey --help, --version [--verbose]

Exit codes: 0 completed, 1 failed, 2 wrong usage, 3 partial (some files could not be read, or came back without all
of their attributes), 4 completed but looks wrong, 11 already running, 69 host not reachable, 75 skipped, 77 the
snapshots are on a host, and its code is missing, wrong or used up, 78 bad or missing settings, 130 cancelled.
`;
