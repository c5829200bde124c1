/** The head of a client's stream, built byte by byte. */

export const integer = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

export const list = (names: string): Buffer =>
  Buffer.concat([Buffer.from([names.length]), Buffer.from(names)]);

export const rule = (text: string): Buffer =>
  Buffer.concat([integer(Buffer.byteLength(text, 'latin1')), Buffer.from(text, 'latin1')]);

export const END_OF_RULES = integer(0);

const MSG_DATA = 0;

export const frame = (data: Buffer, kind = MSG_DATA): Buffer =>
  Buffer.concat([integer(((kind + 7) << 24) | data.length), data]);
