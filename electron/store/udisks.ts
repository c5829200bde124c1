/** What udisks2 knows of this machine's disks (D-Bus API 2.9). */
import * as z from 'zod';
import type { Bus } from '../bus/open-bus';
import { BLOCK, UDISKS, UDISKS_PATH } from '../schedule/services';

/** GetManagedObjects of org.freedesktop.DBus.ObjectManager: objects, their interfaces, those' properties. */
const objectsSchema = z.tuple([
  z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.unknown()]))]))])),
]);

export interface DiskObjects {
  paths: readonly string[];
  /** `of`: the interface. Undefined where the object has no such property. */
  property: (path: string, of: string, name: string) => unknown;
  /** An object that a block device names; undefined where it names none. */
  objectOf: (path: string, name: string) => string | undefined;
}

/** Rejects with a BusError, and where the answer is none. @param autoStart starts udisks2 where it does not run yet */
export async function readDiskObjects(bus: Bus, autoStart: boolean): Promise<DiskObjects> {
  const call = { destination: UDISKS, path: UDISKS_PATH, interface: 'org.freedesktop.DBus.ObjectManager' };
  const answer = await bus.call({ ...call, member: 'GetManagedObjects', autoStart });
  const [objects] = objectsSchema.parse(answer);
  const interfacesOf = new Map(objects);
  const property = (path: string, of: string, name: string): unknown =>
    new Map(new Map(interfacesOf.get(path)).get(of)).get(name);
  return {
    paths: objects.map(([path]) => path),
    property,
    objectOf: (path, name) => {
      const object = property(path, BLOCK, name);
      return typeof object === 'string' && object !== '/' ? object : undefined;
    },
  };
}
