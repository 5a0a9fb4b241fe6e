import type { FlagKind } from '@/lib/assessment/flags';
import type { Estimate } from '@/lib/assessment/statistics';
import { percent } from '@/lib/format';

/** A share (0–1) in percent. */
export const shareText = (share: number): string => percent(Math.round(share * 10_000));

/** The interval of a share. */
export const shareInterval = ({ low, high }: Estimate): string =>
  `${Math.round(low * 100)}–${Math.round(high * 100)}\u00a0%`;

const signed = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'negative',
});

/** A coefficient from −1 to 1 with two digits and a real minus. */
export const coefficient = (value: number): string => signed.format(value).replace('-', '−');

export const coefficientInterval = ({ low, high }: Estimate): string =>
  `${coefficient(low)} to ${coefficient(high)}`;

export const choiceLetter = (id: string): string => id.toUpperCase();

export const flagWords: Record<FlagKind, string> = {
  key: 'Check the key',
  negative: 'Works backwards',
  weak: 'Tells little',
  easy: 'Very easy',
  hard: 'Very hard',
  unchosen: 'Unused choice',
};
