/**
 * What the way back makes of the command that the laptop's rsync wants to have run here: one exact shape, as the guard has
 * it the other way round (electron/guard/parse-command.ts).
 *
 *     rsync --server --sender -FLAGS --specials --numeric-ids . .
 *
 * and the same for an archive, which holds devices as well: D among the flags, and no --specials.
 *
 * It names neither a program nor a path of this machine: the vector is built anew, and what is read is what was asked for
 * before.
 */

/** `abilities`: what the laptop's rsync knows, as it says it behind "e." in its flags. */
type ParsedCommand = { ok: true; flags: string[]; abilities: string } | { ok: false; reason: string };

/**
 * What the laptop's client may ask for, each once; each only says what of an entry is sent, and how. Then what the client is
 * able to do. A number in front of the dot would be a pre-release's, and would talk rsync here down to an old protocol, in
 * which it reads the stream's head in another way than the vetting does (check_sub_protocol() in rsync's compat.c).
 */
const LETTERS = /^-([nlHogDtpAXrcRS]+)e\.([A-Za-z]*)$/;
/** None that rsync 3.2 to 3.5 know. What a later one adds is left out, as the guard leaves it out (short-flags.ts). */
const UNKNOWN_ABILITIES = /[^iLsfxCIvu]/g;
/** Without these the names that are asked for would not arrive as they are. */
const NEEDED = ['r', 'R'];
/** Devices are put in place by root alone; an archive has what they are. */
const WITHOUT_DEVICES = ['--specials', '--numeric-ids'];
const WITH_DEVICES = ['--numeric-ids'];

/** @param words as they came behind the remote shell's host */
export function parseSenderCommand(words: readonly string[]): ParsedCommand {
  const [program, server, sender, cluster = '', ...rest] = words;
  if (program !== 'rsync') return refuse('it does not begin with rsync');
  if (server !== '--server' || sender !== '--sender')
    return refuse('it is not the sending side of a transfer');
  const [, letters = '', said = ''] = LETTERS.exec(cluster) ?? [];
  const isOdd = letters === '' || new Set(letters).size < letters.length;
  if (isOdd) return refuse(`the flags "${cluster}" are not those of a restore`);
  const missing = NEEDED.find((letter) => !letters.includes(letter));
  if (missing !== undefined) return refuse(`flag ${missing} is missing`);
  const options = letters.includes('D') ? WITH_DEVICES : WITHOUT_DEVICES;
  const end = options.length;
  const odd = options.findIndex((option, index) => rest[index] !== option);
  if (odd !== -1) return refuse(`"${rest[odd] ?? ''}" where ${options[odd] ?? ''} is expected`);
  if (rest.length !== end + 2 || rest[end] !== '.' || rest[end + 1] !== '.') {
    return refuse('a path is named: what is sent was said before');
  }
  const abilities = said.replace(UNKNOWN_ABILITIES, '');
  return { ok: true, flags: [`-${letters}e.${abilities}`, ...options], abilities };
}

function refuse(reason: string): ParsedCommand {
  return { ok: false, reason };
}
