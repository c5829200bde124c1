# Completion of latchkey(1) for fish.

set -g __latchkey_commands run status check schedule destination pause init usage exclude snapshots list versions restore undo resume adopt sheet \
    find changes accept-store explain-command help version

# All words but the program's name and the options. The first may be the command: its dashes may be left away.
function __latchkey_plain_words
    string match --invert -- '-*' (commandline --tokenize --cut-at-cursor --current-process)[2..-1]
end

# The command where it stands without dashes, and nothing else.
function __latchkey_plain_command
    set -l first (commandline --tokenize --cut-at-cursor --current-process)[2]
    contains -- "$first" $__latchkey_commands; and echo $first
end

# The words behind a command: the first is the command's own.
function __latchkey_words
    set -l words (__latchkey_plain_words)
    if test -n "$(__latchkey_plain_command)"
        set -e words[1]
    end
    string join \n -- $words
end

# True where one of these is the command.
function __latchkey_with
    __fish_contains_opt $argv; or contains -- "$(__latchkey_plain_command)" $argv
end

# True where the words behind a command are so far exactly these: __latchkey_at exclude add
function __latchkey_at
    __latchkey_with $argv[1]; and test "$(__latchkey_words | string join ' ')" = "$argv[2..-1]"
end

# The same with a pattern for the words.
function __latchkey_like
    __latchkey_with $argv[1]; and string match --quiet --regex "^($argv[2])\$" "$(__latchkey_words | string join ' ')"
end

function __latchkey_no_command
    not __latchkey_with background back-up-now show files $__latchkey_commands
end

complete -c latchkey -f

complete -c latchkey -n __latchkey_no_command -l background -d 'Start in the tray only'
complete -c latchkey -n __latchkey_no_command -l back-up-now -d 'Begin a backup in the application'
complete -c latchkey -n __latchkey_no_command -l show -d 'Open one view'
complete -c latchkey -n __latchkey_no_command -l files -d 'Open the earlier versions of a file'
complete -c latchkey -n __latchkey_no_command -l run -d 'Back up now'
complete -c latchkey -n __latchkey_no_command -l status -d 'Is a backup running, when was the last good one'
complete -c latchkey -n __latchkey_no_command -l check -d 'Test the whole way to the host and back'
complete -c latchkey -n __latchkey_no_command -l schedule -d 'Say or set when backups are due'
complete -c latchkey -n __latchkey_no_command -l pause -d 'Hold scheduled backups back'
complete -c latchkey -n __latchkey_no_command -l init -d 'Write first settings'
complete -c latchkey -n __latchkey_no_command -l usage -d 'What takes the space'
complete -c latchkey -n __latchkey_no_command -l exclude -d 'What is excluded'
complete -c latchkey -n __latchkey_no_command -l snapshots -d 'Which snapshots there are'
complete -c latchkey -n __latchkey_no_command -l list -d 'What a directory held'
complete -c latchkey -n __latchkey_no_command -l versions -d 'The versions of a file'
complete -c latchkey -n __latchkey_no_command -l restore -d 'Bring files back'
complete -c latchkey -n __latchkey_no_command -l undo -d 'Take the last restore back'
complete -c latchkey -n __latchkey_no_command -l find -x -d 'What has a text in its name'
complete -c latchkey -n __latchkey_no_command -l changes -d 'What is different between two snapshots'
complete -c latchkey -n __latchkey_no_command -l resume -d 'Go on with a restore that was cut short'
complete -c latchkey -n __latchkey_no_command -l adopt -d 'Take over the backups of a lost laptop'
complete -c latchkey -n __latchkey_no_command -l sheet -d 'Print how to get everything back'
complete -c latchkey -n __latchkey_no_command -l destination -d 'Where backups go'
complete -c latchkey -n __latchkey_no_command -l accept-store -d 'Use the store that is there now'
complete -c latchkey -n __latchkey_no_command -l explain-command -x -d 'What the guard would do with a command'
complete -c latchkey -n __latchkey_no_command -s h -l help -d 'Show the commands'
complete -c latchkey -n __latchkey_no_command -s V -l version -d 'Show the version'

complete -c latchkey -n __latchkey_no_command -a "$__latchkey_commands"
complete -c latchkey -n '__latchkey_at help' -a "$__latchkey_commands"

complete -c latchkey -n '__latchkey_with run' -l if-due -d 'Only if the schedule says so'
complete -c latchkey -n '__latchkey_with run restore' -s n -l dry-run -d 'Only say what would be done'
complete -c latchkey -n '__latchkey_with run' -s q -l quiet -d 'Only speak when something went wrong'
complete -c latchkey -n '__latchkey_with run status check schedule destination usage exclude snapshots list versions restore resume undo find changes adopt' -l json -d 'Write for programs'
complete -c latchkey -n '__latchkey_with init destination' -l local -xa '(__fish_complete_directories)' -d 'A directory here'
complete -c latchkey -n '__latchkey_with init destination' -l keep -xa 'all hourly= daily= weekly= monthly= yearly=' \
    -d 'How many snapshots to keep there'
complete -c latchkey -n '__latchkey_with init destination' -l host -xa '(__fish_complete_user_at_hosts)' -d 'USER@HOST'
complete -c latchkey -n '__latchkey_with init' -l root -xa '(__fish_complete_directories)' -d 'What to back up'
complete -c latchkey -n '__latchkey_with snapshots list versions restore resume find changes adopt' -l code-from -xa - \
    -d 'Read the code of a host from'
complete -c latchkey -n '__latchkey_with snapshots list versions restore find changes' -l from -x -d 'Of which destination'
complete -c latchkey -n '__latchkey_with run check schedule accept-store' -l to -x -d 'To which destination'
complete -c latchkey -n '__latchkey_with list restore' -l at -xa 'now today yesterday' -d 'As it was then'
complete -c latchkey -n '__latchkey_with usage list versions restore changes adopt sheet' -F
complete -c latchkey -n '__latchkey_with restore adopt' -l beside -d 'Beside what is there'
complete -c latchkey -n '__latchkey_with find' -l deleted -d 'Only what is gone now'
complete -c latchkey -n '__latchkey_with restore' -l swap -d 'In the place of what is there'
complete -c latchkey -n '__latchkey_with restore adopt' -l only-missing -d 'Only what is not there'
complete -c latchkey -n '__latchkey_with restore' -l to -xa '(__fish_complete_directories)' -d 'Into a directory'
complete -c latchkey -n '__latchkey_with restore' -l archive -rF -d 'Into one archive'
complete -c latchkey -n '__latchkey_with restore' -l moved-to -xa '(__fish_complete_directories)' -d 'What it is called here by now'
complete -c latchkey -n '__latchkey_with adopt' -l machine -x -d 'Of which laptop'
complete -c latchkey -n '__latchkey_with usage' -l du -d 'Write as du does'
complete -c latchkey -n '__latchkey_with usage' -s 0 -l null -d 'With --du: end lines with NUL'
complete -c latchkey -n '__latchkey_with usage' -l ncdu -d 'Write as ncdu does'
complete -c latchkey -n '__latchkey_with exclude' -l sizes -d 'Scan, and say what each saves'
complete -c latchkey -n '__latchkey_with accept-store' -l instead -d 'Forget the stores before it'
complete -c latchkey -n '__latchkey_with version' -s v -l verbose -d 'What it runs on as well'

complete -c latchkey -n '__latchkey_at show' -a 'home files space excludes history settings'
complete -c latchkey -n '__latchkey_at pause' -a '30m 2h 8h 1d 3d tomorrow off'
complete -c latchkey -n '__latchkey_at schedule' -a 'every daily weekly off'
complete -c latchkey -n '__latchkey_at schedule every' -a '1 2 4 6 12 24'
complete -c latchkey -n '__latchkey_like schedule "every \\d+"' -a hours
complete -c latchkey -n '__latchkey_at schedule weekly' -a on
complete -c latchkey -n '__latchkey_at schedule weekly on' \
    -a 'monday tuesday wednesday thursday friday saturday sunday'
complete -c latchkey -n '__latchkey_like schedule "daily|weekly on \\w+"' -a at
complete -c latchkey -n '__latchkey_like schedule ".* at"' -a '12:00 18:00 22:00'
complete -c latchkey -n '__latchkey_at destination' -a 'list add rename remove'
complete -c latchkey -n '__latchkey_at exclude' -a 'list add remove test presets'
complete -c latchkey -n '__latchkey_at exclude presets' \
    -a 'caches packages node-modules build-outputs virtual-machines trash steam downloads media marked'
complete -c latchkey -n '__latchkey_at exclude add; or __latchkey_at exclude remove; or __latchkey_at exclude test' -F
