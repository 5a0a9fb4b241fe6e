import { sizeOf } from '../forecast/forecast';
import { type ServerDay, serverDaysSql } from '../forecast/read-growth';
import { whenReached } from '../forecast/when-reached';
import { notEnough } from '../forecast/words';
import { check, unknown, type Verdict } from './check';

/** Days until the disk is full. */
const limits = { warning: 30, critical: 7 } as const;
const day = 86_400_000;

/** When the disk of the product's own database is full, if the database goes on to grow as it did in the last four weeks. */
export const diskFull = check<ServerDay>({
  name: 'disk-full',
  title: 'A disk that will be full',
  why: 'When the disk of the database is full the server stops: nobody can study until somebody has made room.',
  impossible: ({ readings, machine }) =>
    readings === null || machine === null || machine.freeBytes === null
      ? 'The disk of the database cannot be seen from here: whoever runs the server must watch it.'
      : null,
  sql: serverDaysSql,
  judge: (days, { machine, asOf }) => judgeGrowth(days, machine?.freeBytes ?? 0, asOf),
});

function judgeGrowth(days: ServerDay[], freeBytes: number, asOf: string): Verdict[] {
  const size = sizeOf(days, Date.parse(asOf) / day);
  if (!size?.trend) return [unknown(notEnough, null, { observedDays: days.length, freeBytes })];
  const { expected, earliest } = whenReached(size.trend, size.bytes + freeBytes);
  if (expected === null || expected > limits.warning) return [];
  return [
    {
      state: expected <= limits.critical ? 'critical' : 'warning',
      object: null,
      evidence: {
        untilFullDays: Math.floor(expected),
        atTheEarliestDays: earliest === null ? null : Math.floor(earliest),
        freeBytes,
        growthADayBytes: Math.round(size.trend.perDay),
        observedDays: days.length,
      },
      advice: 'Make room or move DATA_DIR to a larger disk, and see under “Storage” which tables grow.',
    },
  ];
}
