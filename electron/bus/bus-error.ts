/** What went wrong with a call over a bus. */
export class BusError extends Error {
  override name = 'BusError';
  /** The error's name on the bus, such as `org.freedesktop.DBus.Error.ServiceUnknown`; else what happened. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message === '' ? code : message);
    this.code = code;
  }
}
