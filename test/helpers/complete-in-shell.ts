/** What the shells really offer at the end of a line, with our completions from packaging/completions. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { HANGS_MS } from './until';

const completions = join(import.meta.dirname, '../../packaging/completions');

export const SHELLS = { bash: completeInBash, zsh: completeInZsh, fish: completeInFish };

/** bash hands the words to the function that `complete -F` has named; the words are what readline would make of them. */
function completeInBash(line: string): string[] {
  const script = `
    source "$1/bash/$2"
    compopt() { :; }  # it may only be called by readline
    read -r _ _ entry _ < <(complete -p "$2")
    read -ra COMP_WORDS <<<"$3"
    [[ $3 == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    "$entry"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return offered(['bash', '--norc', '-c', script, 'bash', completions, programOf(line), line]);
}

function completeInZsh(line: string): string[] {
  return offered(['zsh', '-f', join(import.meta.dirname, 'complete.zsh'), join(completions, 'zsh'), line]);
}

function completeInFish(line: string): string[] {
  const script = 'source $argv[1]; complete -C $argv[2]';
  const file = join(completions, 'fish', `${programOf(line)}.fish`);
  return offered(['fish', '--no-config', '-c', script, file, line]);
}

const programOf = (line: string): string => line.split(' ')[0] ?? '';

/** Sorted, without the description, directory and slash that one shell writes and another leaves to its line editor. */
function offered([program = '', ...args]: readonly string[]): string[] {
  const lines = execFileSync(program, args, { encoding: 'utf8', timeout: 2 * HANGS_MS }).split('\n');
  const plain = lines.map((line) =>
    line
      .replace(/\t.*/, '')
      .trim()
      .replace(/\/$/, '')
      .replace(/^\/.*\//, ''),
  );
  return [...new Set(plain.filter((line) => line !== ''))].sort();
}
