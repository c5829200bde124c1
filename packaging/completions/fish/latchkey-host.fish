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
complete -c latchkey-host -l allow-tunnel -d 'This laptop may have the host come back through the call'
complete -c latchkey-host -l min-free -xa '10% 50G' -d 'Drop the oldest until this much is free'
complete -c latchkey-host -l request -x -d 'Where to connect back to'
complete -c latchkey-host -l list -d 'Say which snapshots there are'
complete -c latchkey-host -l check-store -d 'Look for damage and leftovers'
complete -c latchkey-host -l json -d 'With --list: write JSON'
complete -c latchkey-host -s h -l help -d 'Show the options'
complete -c latchkey-host -l version -d 'Show the version'
