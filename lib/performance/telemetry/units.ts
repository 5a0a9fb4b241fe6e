import type { HrTime } from '@opentelemetry/api';

/** Telemetry counts in seconds; everything else here in milliseconds. */
export const seconds = (milliseconds: number): number => milliseconds / 1000;

/** Turns moments of `performance.now()` into such of the wall clock as it goes now. */
export function wallClock(): (moment: number) => HrTime {
  const ahead = Date.now() - performance.now();
  return (moment) => {
    const at = moment + ahead;
    const whole = Math.trunc(at / 1000);
    return [whole, Math.round((at - whole * 1000) * 1e6)];
  };
}
