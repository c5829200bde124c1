/** From what is set for one place to the file's shape, which has a list of them. */
import { readDestination } from '../../shared/ssh-destination';

type Raw = Record<string, unknown>;

const OWN = ['host', 'schedule', 'conditions', 'bandwidthLimit', 'overdueDays', 'ping'] as const;

/** Where disks are mounted by desktops (udisks2's mount points): the part after it is the disk's own name. */
const MOUNTED_DISK = /^\/(?:run\/)?media\/[^/]+\/([^/]+)/;
/** With room for a number where the name is taken. */
const LONGEST = 36;

/** Nothing is checked here. Keys that are absent stay absent, so that later defaults apply. */
export function withOneDestination(flat: Raw): Raw {
  const own = Object.fromEntries(OWN.filter((key) => key in flat).map((key) => [key, flat[key]]));
  const shared = Object.entries(flat).filter(([key]) => !(OWN as readonly string[]).includes(key));
  return { ...Object.fromEntries(shared), destinations: [{ name: nameFor(flat.host), ...own }] };
}

/** Where a value of the file's shape stood in the flat one. */
export function placeBefore(path: readonly PropertyKey[]): readonly PropertyKey[] {
  return path[0] === 'destinations' ? path.slice(2) : path;
}

/** What a person would call it: a host's own name, a disk's label, or else the folder's name. */
export function nameFor(host: unknown): string {
  const { destination, directory } = Object(host) as { destination?: unknown; directory?: unknown };
  if (typeof destination === 'string') return plain(hostNameIn(destination), 'server');
  if (typeof directory !== 'string') return 'backups';
  const label = MOUNTED_DISK.exec(directory)?.[1];
  // A folder of ours is in what was chosen, which is what a person knows (setup/draft-settings.ts).
  const chosen = directory.split('/').findLast((part) => part !== '' && part !== 'latchkey');
  return plain(label ?? chosen ?? '', 'disk');
}

/** "nas" of "bak@nas.example.org"; an address stays whole. */
function hostNameIn(written: string): string {
  const text = readDestination(written)?.destination ?? written;
  const host = text.slice(text.lastIndexOf('@') + 1).replace(/^\[|\]$/g, '');
  return /^[\d.]+$|:/.test(host) ? host : (host.split('.')[0] ?? host);
}

function plain(text: string, otherwise: string): string {
  const known = text.replace(/[^\p{L}\p{M}\p{N} ._:+()-]+/gu, '').replace(/^[-\s]+/, '');
  // Whole characters: half of a pair is none.
  const [...characters] = known;
  while (characters.join('').length > LONGEST) characters.pop();
  const name = characters.join('').trim();
  return name === '' ? otherwise : name;
}

/** With a number behind it where it is another's. */
export function freeName(wanted: string, destinations: readonly { name: string }[]): string {
  const taken = new Set(destinations.map((each) => each.name));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted} ${number}`;
  return name;
}
