# Completion of latchkey-host(1) for fish.

# Each directory in the store is a machine's.
function __latchkey_host_machines
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l at (contains --index -- --store $words)
    and path basename -- (path filter --type dir -- $words[(math $at + 1)]/*)
end

complete -c latchkey-host -f
complete -c latchkey-host -l store -xa '(__fish_complete_directories)' -d 'Where the snapshots are'
complete -c latchkey-host -l machine -xa '(__latchkey_host_machines)' -d "The laptop's name"
complete -c latchkey-host -l keep -xa 'hourly= daily= weekly= monthly= yearly=' -d 'How many snapshots to keep'
complete -c latchkey-host -l min-free -xa '10% 50G' -d 'How much is to stay free'
complete -c latchkey-host -l floor -x -d 'How many of the newest always stay'
complete -c latchkey-host -l max-size -xa '500G' -d 'What this machine may take'
complete -c latchkey-host -l time-limit -xa '12h 24h 72h' -d 'How long one transfer may take'
complete -c latchkey-host -l dry-run -d 'With --keep: say what it would delete'
complete -c latchkey-host -l pin -x -d 'Keep a snapshot whatever the rules say'
complete -c latchkey-host -l label -x -d 'With --pin: what it is called'
complete -c latchkey-host -l unpin -x -d 'Leave a snapshot to the rules again'
complete -c latchkey-host -l drop -x -d 'Delete a snapshot'
complete -c latchkey-host -l remove -x -d 'Delete a path from all snapshots'
complete -c latchkey-host -l allow-tunnel -d 'This laptop may have the host come back through the call'
complete -c latchkey-host -l request -x -d 'Where to connect back to'
complete -c latchkey-host -l request-here -r -d 'What to start in the place of ssh'
complete -c latchkey-host -l list -d 'Say which snapshots there are'
complete -c latchkey-host -l overdue -xa '3 7 14' -d 'Which machines have no good backup for so many days'
complete -c latchkey-host -l metrics -d 'How each machine stands, for Prometheus'
complete -c latchkey-host -l output -rF -d 'With --metrics: where to'
complete -c latchkey-host -l release -d 'What looked wrong was meant'
complete -c latchkey-host -l check-store -d 'Look for damage and leftovers'
complete -c latchkey-host -l verify-for -xa '0 5m 30m' -d 'How long to read what is kept after each backup'
complete -c latchkey-host -l at-once -xa '1 2 4' -d 'How many backups run at once in this store'
complete -c latchkey-host -l after -rF -d 'What each snapshot is handed to'
complete -c latchkey-host -l hand-on -d 'With --after: hand the newest snapshot on now'
complete -c latchkey-host -l verify -d 'Read what is kept, and compare it with its checksums'
complete -c latchkey-host -l grant-restore -d 'Let a laptop read its snapshots once'
complete -c latchkey-host -l snapshots -xa 'all last' -d 'With --grant-restore or --adopt-machine: which'
complete -c latchkey-host -l revoke-restore -d 'Take that back'
complete -c latchkey-host -l add-machine -x -d 'Let one more laptop back up here'
complete -c latchkey-host -l adopt-machine -x -d "Put a new laptop in a lost one's place"
complete -c latchkey-host -l key -rF -d "With --add-machine or --adopt-machine: the laptop's public key, or its file"
complete -c latchkey-host -l for -xa '15m 30m 2h' -d 'With --grant-restore, --adopt-machine or --verify: how long'
complete -c latchkey-host -l all -d 'With --verify: all of it'
complete -c latchkey-host -l json -d 'With --list, --overdue, --dry-run, --verify or a grant: write JSON'
complete -c latchkey-host -s h -l help -d 'Show the options'
complete -c latchkey-host -l version -d 'Show the version'
complete -c latchkey-host -l verbose -d 'With --version: what it runs on as well'
