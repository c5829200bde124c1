export const HELP = `Latchkey backs up this machine by letting its backup host in once, for one connection, to read.

  latchkey --run [--dry-run] [--json | --quiet]
                          back up now; --dry-run only says what would be transferred
  latchkey --status [--json]
                          is a backup running, when was the last good one, how did the last one end
  latchkey --check [--json]
                          test the whole way to the host and back, and name the step that fails
  latchkey --init (--local DIR | --host USER@HOST) [--root DIR]...
                          write first settings; the root is your home directory if none is given
  latchkey --usage [PATH]... [--json | --du [--null] | --ncdu]
                          what takes the space: a table, or as du and ncdu write it; a FILE, or - for the
                          standard input, is read as what du or ncdu wrote elsewhere
  latchkey --exclude list | add PATH | remove PATH | test PATH | presets [NAME]   [--json]
                          what is left out of the backup, and why
  latchkey --explain-command COMMAND
                          what the guard would do with a command of the host, as JSON
  latchkey --help, --version [--verbose]

No display is needed, and no question is asked: it can be started from cron.

Exit codes: 0 completed, 3 partial (some files could not be read), 1 failed, 2 wrong usage,
11 already running, 69 host not reachable, 75 skipped, 78 bad or missing settings, 130 cancelled.
`;
