import { confidence } from './confidence';
import { impact } from './impact';
import { outlook } from './outlook';
import { recommendations } from './recommendations';
import { risk, riskPoints } from './risk';
import { status } from './status';
import { style } from './style';
import type { RulePart, Threshold } from './threshold';

/** Every part of the rules: the whole table. A new part is a file of its own and a line here. */
export const ruleParts = {
  status,
  style,
  confidence,
  outlook,
  recommendations,
  riskPoints,
  risk,
  impact,
};

export type RuleValues = {
  readonly [Part in keyof typeof ruleParts]: {
    readonly [Name in keyof (typeof ruleParts)[Part]['thresholds']]: number;
  };
};

/** A threshold with its name in full, `part.rule`. */
export type NamedThreshold = Threshold & { key: string };

const parts: Readonly<Record<string, RulePart>> = ruleParts;

/** The parts as a list, with their thresholds by their full names. */
export const listedParts = Object.entries(parts).map(([name, part]) => ({
  name,
  title: part.title,
  about: part.about,
  thresholds: Object.entries(part.thresholds).map(([rule, threshold]) => ({
    ...threshold,
    key: `${name}.${rule}`,
  })),
  ordered: (part.ordered ?? []).map(([low, high]) => [`${name}.${low}`, `${name}.${high}`] as const),
}));

export const thresholds: ReadonlyMap<string, NamedThreshold> = new Map(
  listedParts.flatMap((part) => part.thresholds.map((threshold) => [threshold.key, threshold])),
);

/** Splits values by full names into the parts that the rules read. */
export function byPart(values: ReadonlyMap<string, number>): RuleValues {
  const split = Object.entries(parts).map(([name, part]) => [
    name,
    Object.fromEntries(
      Object.keys(part.thresholds).map((rule) => [rule, values.get(`${name}.${rule}`) ?? 0]),
    ),
  ]);
  return Object.fromEntries(split) as RuleValues;
}
