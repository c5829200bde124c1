/** What a machine may be called in its backups, on the laptop and on the host: a directory of the store. */
import * as z from 'zod';

export const machineNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be up to 64 letters, digits, ".", "_" and "-", and begin with a letter or digit',
  );
