/** A change as it was written, looked at with the contract's own schema: what can be sent, or which fields are wrong. Pure. */
import { settingsChangeSchema, type SettingsChange } from '../../shared/ipc-settings';

export interface Written {
  part: SettingsChange['part'];
  value: Record<string, unknown>;
}

export interface Reading {
  /** Undefined where a field is wrong. */
  change: SettingsChange | undefined;
  isWrong: (field: string) => boolean;
}

export function readChange(written: Written): Reading {
  const parsed = settingsChangeSchema.safeParse(written);
  if (parsed.success) return { change: parsed.data, isWrong: () => false };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[1]));
  return { change: undefined, isWrong: (field) => wrong.has(field) };
}

/** NaN, which no schema takes, for whatever is no whole number. */
export function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** Undefined for an empty field. */
export function textOrNone(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}
