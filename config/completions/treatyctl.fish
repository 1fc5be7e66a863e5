# Completion of treatyctl for fish; see treatyctl.bash.

function __treatyctl_commands
    treatyctl --help 2>/dev/null | sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\).*/\1/p'
end

function __treatyctl_options
    set -l command (commandline -opc)[2]
    treatyctl (string match -v -- '-*' $command) --help 2>/dev/null |
        sed -n 's/^  \(-[a-zA-Z],\)\{0,1\}\(--[a-z-]*\).*/\2/p'
end

function __treatyctl_numbers
    treatyctl status --json 2>/dev/null | string match -ar '"number":"([^"]*)"' -g
end

complete -c treatyctl -n __fish_use_subcommand -f -a '(__treatyctl_commands)'
complete -c treatyctl -n 'string match -q -- "-*" (commandline -ct)' -a '(__treatyctl_options)'
complete -c treatyctl -n 'not __fish_use_subcommand' -a '(__treatyctl_numbers)'
