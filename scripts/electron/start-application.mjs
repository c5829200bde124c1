/**
 * What the pinned Electron starts, since it holds no application of its own: Electron's start page, reduced to
 * starting the application it is given. It awaits that, so that "ready" comes after the application's first lines, as in
 * a packaged one. Copied into the build as it is: whoever changes it removes the builds in the cache.
 */
import { app } from 'electron';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (given === undefined) {
  console.error('usage: electron DIRECTORY|FILE');
  app.exit(2);
} else {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  try {
    await import(pathToFileURL(prepare(resolve(given))).href);
  } catch (error) {
    console.error(error);
    app.exit(1);
  }
}

/** @typedef {{ main?: string, name?: string, productName?: string, version?: string, desktopName?: string }} Description */
/** @typedef {{ setAppPath: (path: string) => void, setVersion: (version: string) => void }} Unlisted */

/** Tells Electron whose application it is, and gives the file to start. @param {string} path */
function prepare(path) {
  // Electron's own start page uses these two, which its types leave out.
  const unlisted = /** @type {Unlisted} */ (/** @type {unknown} */ (app));
  const home = statSync(path).isDirectory() ? path : dirname(path);
  unlisted.setAppPath(home);
  if (path !== home) return path;
  const file = join(home, 'package.json');
  /** @type {Description} */
  const description = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const name = description.productName ?? description.name;
  if (name !== undefined) app.setName(name);
  if (description.version !== undefined) unlisted.setVersion(description.version);
  app.setDesktopName(description.desktopName ?? `${app.getName()}.desktop`);
  return join(home, description.main ?? 'index.js');
}
