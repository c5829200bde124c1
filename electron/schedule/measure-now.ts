/** What a scheduled backup wants to know, asked of this machine now. Never rejects. */
import { systemBusAddress } from '../bus/bus-addresses';
import { openBus } from '../bus/open-bus';
import type { Measured } from './conditions';
import { measureConditions } from './measure-conditions';

export async function measureNow(): Promise<Measured> {
  const bus = await openBus(systemBusAddress(process.env));
  const measured = await measureConditions(bus);
  bus?.close();
  return measured;
}
