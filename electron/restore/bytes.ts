/** Paths of the way back: binary strings, one character a byte, as names may hold any. Absolute, without a slash behind. */
import { lstatSync, statSync, type Stats } from 'node:fs';

/** For Node's file functions. */
export function bytesOf(path: string): Buffer {
  return Buffer.from(path, 'latin1');
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

export function joinBytes(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}

export function isBelow(path: string, directory: string): boolean {
  return path !== directory && path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/** As a program's argument and a person's terminal need it; undefined where it is no UTF-8. */
export function asText(path: string): string | undefined {
  const text = bytesOf(path).toString('utf8');
  return Buffer.from(text).toString('latin1') === path ? text : undefined;
}

/** What is there itself, a link as a link; undefined where nothing is, or it cannot be reached. */
export function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(bytesOf(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What a path leads to. */
export function lookThrough(path: string): Stats | undefined {
  try {
    return statSync(bytesOf(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** For a person: bytes that are no text as replacement characters. */
export function shown(path: string): string {
  return asText(path) ?? bytesOf(path).toString('utf8');
}
