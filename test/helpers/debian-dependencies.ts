/** Which installed packages a program's libraries come from, and which packages a Depends field brings along. */
import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';

/** Absolute paths of the libraries that the dynamic linker would load, those beside the program left out. */
export function librariesOf(program: string): string[] {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' });
  if (listed.includes('not found')) throw new Error(`libraries are missing:\n${listed}`);
  return [...listed.matchAll(/=> (\/\S+)/g)]
    .map(([, path = '']) => path)
    .filter((path) => dirname(path) !== dirname(program));
}

/** dpkg knows a file by one of its names: /lib may be a link to /usr/lib, and a library's name one to its version. */
export function packagesOwning(files: string[]): string[] {
  const names = files.flatMap((file) => [
    realpathSync(file),
    realpathSync(file).replace(/^\/usr(?=\/lib)/, ''),
  ]);
  // It fails for the names that it does not know; the others are on its stdout all the same.
  const found = execFileSync('sh', ['-c', 'dpkg-query --search "$@" 2>/dev/null || true', 'sh', ...names], {
    encoding: 'utf8',
  });
  const owners = found.split('\n').flatMap((line) => /^([^:,]+)[:,]/.exec(line)?.[1] ?? []);
  return [...new Set(owners)].sort();
}

/** The names in the field, and all that those depend on in turn, among what is installed. */
export function coveringPackages(depends: string[]): Set<string> {
  const installed = new Map(
    execFileSync('dpkg-query', ['--show', '--showformat', '${Package}\t${Pre-Depends}, ${Depends}\n'], {
      encoding: 'utf8',
    })
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([name = '', needs = '']) => [name, namesIn(needs.split(', '))]),
  );
  const covered = new Set(namesIn(depends));
  // A Set goes on with what is added while it is walked.
  for (const name of covered) for (const needed of installed.get(name) ?? []) covered.add(needed);
  return covered;
}

function namesIn(relations: string[]): string[] {
  return relations
    .flatMap((relation) => relation.split('|'))
    .flatMap((one) => /^\s*([a-z0-9][a-z0-9+.-]+)/.exec(one)?.[1] ?? []);
}
