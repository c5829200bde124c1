/** The exclude list: the user's own text file in rsync's syntax. Its bytes are kept as they are. */
import { readFileSync } from 'node:fs';
import { failure, success, type Result } from '../../shared/result';

/**
 * The list as a binary string (one character per byte). No file means an empty list; a file that cannot be read is a
 * failure, because going on without it would send what the user wanted left out.
 */
export function readExcludeFile(path: string): Result<string> {
  try {
    return success(readFileSync(path, 'latin1'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return success('');
    return failure({ code: 'exclude-list-unreadable', path, detail: message });
  }
}

/** What a new exclude list holds: things that come back by themselves, or that nobody misses. */
export const FIRST_EXCLUDE_LIST = `# What Latchkey leaves out: rsync's exclude syntax, one rule a line, the first match decides.
# A name alone matches at any depth, a slash behind it only directories. A rule that begins with a slash is a full
# path, or counts from the top of what is backed up. "+ RULE" keeps what a later rule would leave out.

# Caches
.cache/
.thumbnails/
.npm/_cacache/

# Rebuilt from sources
node_modules/
__pycache__/
.venv/

# Rubbish bins
.local/share/Trash/
.Trash-*/
lost+found/

# Other programs' temporary and lock files
*.swp
*~
.~lock.*#
`;
