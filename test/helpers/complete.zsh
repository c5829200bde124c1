# zsh complete.zsh COMPLETIONS LINE: what a real, interactive zsh offers at the end of LINE, one a line.
# zsh completes only in its line editor, so one runs on a pseudo-terminal; a key is bound to a widget that asks the
# completion system and notes what it is given, instead of showing it.
zmodload zsh/zpty
found=$(mktemp) setup=$(mktemp)
cat >$setup <<EOF
fpath=(${(q)1} \$fpath)
autoload -Uz compinit
compinit -D -u
compadd() {
  # With -A, -D or -O it computes something for the completion's own use, and offers nothing.
  if [[ -n \${(M)@[1,(i)--]:#-[ADO]*} ]]; then builtin compadd "\$@"; return; fi
  local -a hits
  builtin compadd -A hits "\$@"
  print -rl -- \$hits >>$found
  builtin compadd "\$@"
}
note() {
  _main_complete
  compstate[insert]='' compstate[list]=''
  print -r -- '<end>' >>$found
}
zle -C note complete-word note
bindkey '^T' note
print rea''dy
EOF
zpty complete zsh -f -i
zpty -w complete "source $setup"
zpty -r complete greeting '*ready*'
zpty -w -n complete "$2"$'\x14'
for (( tries = 0; tries < 100; tries++ )); do
  if [[ $(<$found) == *'<end>' ]]; then break; fi
  sleep 0.05
done
grep -v -e '^<end>$' -e '^$' $found | sort -u
# Without a trap for it: the forked shell would inherit that.
rm -f $found $setup
zpty -d complete
