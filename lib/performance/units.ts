const locale = 'en-GB';
const sizes = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

const figure = (value: number, digits: number) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );

/** An amount of storage from bytes, in powers of 1,024 as Postgres counts: “1.4 GB”. */
export function bytes(value: number): string {
  const power = value < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log2(value) / 10));
  const amount = value / 1024 ** power;
  return `${figure(amount, power === 0 || amount >= 100 ? 0 : 1)}\u00a0${sizes[power]}`;
}

/** A short time from milliseconds: “0.04 ms”, “12 ms”, “3.4 s”, “2 h 5 min”. */
export function milliseconds(value: number): string {
  if (value < 1) return `${figure(value, 2)}\u00a0ms`;
  if (value < 10) return `${figure(value, 1)}\u00a0ms`;
  if (value < 1000) return `${figure(value, 0)}\u00a0ms`;
  const seconds = value / 1000;
  if (seconds < 60) return `${figure(seconds, 1)}\u00a0s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}\u00a0min`;
  return `${figure(Math.floor(minutes / 60), 0)}\u00a0h ${minutes % 60}\u00a0min`;
}

/** A share from 0 to 1, never rounded up to a whole that it is not: “99.9 %”. */
export const share = (value: number): string => `${figure(Math.floor(value * 1000) / 10, 1)}\u00a0%`;

/** How long since a moment in whole units: “12 days”, “3 h”, “4 min”. */
export function age(since: string, now: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000));
  if (minutes < 60) return `${minutes}\u00a0min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}\u00a0h`;
  return `${figure(Math.floor(hours / 24), 0)} days`;
}
