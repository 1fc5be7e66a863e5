# Completion of treatyctl for fish; see treatyctl.bash.

# The command that has been written; an option's own word is none.
function __treatyctl_command
    set -l words (commandline -opc)[2..]
    while set -q words[1]
        switch $words[1]
            case --socket
                set -e words[1]
            case '-*'
            case '*'
                echo $words[1]
                return
        end
        set -e words[1]
    end
    return 1
end

function __treatyctl_commands
    treatyctl --help 2>/dev/null | sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\).*/\1/p'
end

function __treatyctl_options
    treatyctl (__treatyctl_command) --help 2>/dev/null |
        sed -n 's/^  \(-[a-zA-Z],\)\{0,1\}\(--[a-z-]*\).*/\2/p'
end

function __treatyctl_words
    switch (__treatyctl_command)
        case subscribers
            printf '%s\n' export erase resume
        case read assess check-config backup verify
        case '*'
            treatyctl status --json 2>/dev/null | string match -ar '"number":"([^"]*)"' -g
    end
end

complete -c treatyctl -n 'not __treatyctl_command >/dev/null' -f -a '(__treatyctl_commands)'
complete -c treatyctl -n 'string match -q -- "-*" (commandline -ct)' -a '(__treatyctl_options)'
complete -c treatyctl -n '__treatyctl_command >/dev/null' -a '(__treatyctl_words)'
