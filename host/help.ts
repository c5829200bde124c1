/** What `latchkey-host --help` says. */
export const HELP = `latchkey-host: the backup host's side of Latchkey

  latchkey-host --store DIR --machine NAME [--keep WHAT] [--floor N] [--min-free SIZE] [--max-size SIZE]
                [--time-limit TIME] [--verify-for TIME] [--at-once N] [--after CMD] [--allow-tunnel]
                [--request A:P | --request-here SCRIPT]
      Receive one request. Meant as the forced command of a laptop's key in authorized_keys (--add-machine writes it):
      command="latchkey-host --store /srv/latchkey --machine laptop --keep daily=14,weekly=8",restrict ssh-ed25519 ...
  latchkey-host --list --store DIR [--machine NAME] [--json]
      Say which snapshots there are.
  latchkey-host --overdue DAYS --store DIR [--machine NAME] [--json]
      Name the machines whose last good snapshot is older, or which have none, and those whose snapshots were not handed on
      for so long (--after); status 1 where there is one.
  latchkey-host --metrics --store DIR [--output FILE]
      Say how each machine stands, as Prometheus reads it; FILE is replaced whole, for node_exporter's textfile collector.
  latchkey-host --release --store DIR --machine NAME
      What looked wrong was meant: older snapshots may be dropped again, and later
      backups are compared with the newest one.
  latchkey-host --check-store --store DIR
      Count what is there and look for leftovers; status 1 where something is wrong. Changes nothing, reads no contents.
  latchkey-host --verify --store DIR [--machine NAME] [--for TIME | --all] [--json]
      Read what is kept and compare it with its checksums, what was read longest ago first; status 1 where something is
      not what it was. Without --for, all of it. What was ended goes on with the next call.
  latchkey-host --hand-on --after CMD --store DIR --machine NAME
      Hand the newest snapshot on now, as is done after each backup: to try CMD out.
  latchkey-host --keep WHAT --dry-run --store DIR --machine NAME [--floor N] [--json]
      Say which snapshots would be deleted and which stay, and why. Changes nothing.
  latchkey-host --pin SNAPSHOT [--label TEXT] | --unpin SNAPSHOT --store DIR --machine NAME
      Keep a snapshot whatever the rules say, or no longer.
  latchkey-host --drop SNAPSHOT --store DIR --machine NAME
      Delete one snapshot.
  latchkey-host --remove PATH --store DIR --machine NAME
      Delete a file or directory, as the laptop has it, from all snapshots: a secret that should not be there.
  latchkey-host --help | --version [--verbose]

  latchkey-host --grant-restore [--machine NAME] [--store DIR] [--for 15m] [--snapshots all | last | SNAPSHOT] [--json]
      Let a laptop read its own snapshots once: for one connection, and by a code that is shown here. Which machine, and
      where its snapshots are, is what authorized_keys has, unless it is said.
  latchkey-host --revoke-restore [--machine NAME] [--store DIR]
      Take that back at once, also while it is used.
  latchkey-host --add-machine NAME --key KEY [--store DIR] [--keep WHAT] [--floor N] [--min-free SIZE] [--max-size SIZE]
                [--time-limit TIME] [--verify-for TIME] [--at-once N] [--after CMD] [--allow-tunnel]
      Let one more laptop back up here: writes its line into this user's authorized_keys. KEY is its public key, such as
      'ssh-ed25519 AAAA... you@laptop', or its .pub file. Without --store, the one that all machines here have.
  latchkey-host --adopt-machine NAME --key KEY [--store DIR] [--for 12h] [--snapshots all | last | SNAPSHOT] [--json]
      A laptop is lost: its line in authorized_keys gets the new laptop's key, a public one such as
      'ssh-ed25519 AAAA... you@laptop', so that the old one is locked out; and the new one may read the snapshots once.

  --store DIR       where the snapshots are; must exist, on a Linux file system with extended attributes
  --machine NAME    the laptop's name and directory here
  --keep WHAT       how many to keep, such as hourly=24,daily=14,weekly=8,monthly=12,yearly=3; without it, all;
                    what the floor holds always stays
  --floor N         so many of the newest stay whatever --keep says: 10, at least 2. So do those of the last 48 hours
                    (of several within ten minutes the first) and those that are pinned
  --min-free SIZE   leave this much free: 50G, or 10% of the file system. For that, snapshots older than 30 days and
                    outside the floor may go, at most three a day, if they suffice; a backup that needs more fails
  --max-size SIZE   what the snapshots of this machine may take, such as 500G; what may go for it is the same
  --time-limit TIME how long one transfer may take: 24h; what has arrived by then is kept, and the next one goes on
  --output FILE     with --metrics: where to, instead of the terminal
  --label TEXT      what a pinned snapshot is called
  --dry-run         with --keep: only say what it would do
  --verify-for TIME how long to go on reading what is kept after each backup, idle; default 5m, 0 for not at all
  --at-once N       so many backups at once in this store, of all its machines; whoever comes then is told to come back in
                    ten minutes, and does so by itself. Without it, any number
  --after CMD       hand each snapshot on when it is complete, idle, to this program: an absolute path, no arguments. In its
                    environment it finds LATCHKEY_MACHINE, LATCHKEY_SNAPSHOT, LATCHKEY_FILES and LATCHKEY_STORE
  --for TIME        such as 90s, 30m or 2h; of a grant 15m, of --adopt-machine 12h, at most 24h
  --snapshots WHICH what a grant is for: all, last or a snapshot's name
  --allow-tunnel    this laptop may have the host come back through the call itself
  --request A:P     instead of SSH_ORIGINAL_COMMAND, by hand
  --request-here SCRIPT
                    where the laptop itself starts this for a store on its own disk: what is called in the place of ssh
  --json            machine-readable

Status: 0 done, 1 failed, 2 usage.
`;
