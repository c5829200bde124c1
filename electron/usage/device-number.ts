/** glibc's dev_t (makedev(3)) as the 12 bits of major and 20 of minor that Linux has. */
export function deviceNumber(device: number): number {
  const high = Math.floor(device / 2 ** 32);
  const low = device % 2 ** 32;
  const major = (low >>> 8) & 0xfff;
  const minor = (low & 0xff) | (((low >>> 20) & 0xfff) << 8);
  return (((major | (high & 0xfffff000)) << 20) | minor) >>> 0;
}
