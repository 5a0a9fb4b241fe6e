import type { Transaction } from '@/db/client';
import { readMachine } from '../machine';
import { type Forecast, forecastOf } from './forecast';
import { readGrowth } from './read-growth';

/** How storage and identifiers of the product's own database go on at the present growth. */
export async function readForecast(tx: Transaction): Promise<Forecast> {
  const growth = await readGrowth(tx);
  const machine = await readMachine();
  return forecastOf(growth, machine?.freeBytes ?? null, new Date());
}
