# Completion of treatyctl for bash: commands and options as its own help lists them, numbers of
# tracked treaties as the service knows them.

_treatyctl_options() {
  "${1}" ${2:+"$2"} --help 2>/dev/null |
    sed -n 's/^  \(-[a-zA-Z],\)\{0,1\}\(--[a-z-]*\).*/\2/p'
}

_treatyctl_commands() {
  "${1}" --help 2>/dev/null | sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\).*/\1/p'
}

_treatyctl_numbers() {
  "${1}" status --json 2>/dev/null | grep -o '"number":"[^"]*"' | cut -d'"' -f4
}

_treatyctl() {
  local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} command='' at
  for ((at = 1; at < COMP_CWORD; ++at)); do
    case ${COMP_WORDS[at]} in
      --socket) ((++at)) ;;
      -*) ;;
      *)
        command=${COMP_WORDS[at]}
        break
        ;;
    esac
  done
  local words
  if [[ $word == -* ]]; then
    words=$(_treatyctl_options "$program" "$command")
  elif [[ -z $command ]]; then
    words=$(_treatyctl_commands "$program")
  else
    case $command in
      subscribers) words='export erase resume' ;;
      read | assess | check-config | backup | verify) words='' ;;
      *) words=$(_treatyctl_numbers "$program") ;;
    esac
  fi
  # Treaty numbers and command words hold no blank.
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

# Where nothing fits, a file may.
complete -o default -F _treatyctl treatyctl
