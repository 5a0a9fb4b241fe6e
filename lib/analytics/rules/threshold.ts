/** One number that a conclusion depends on. */
export type Threshold = {
  /** What it decides, in a sentence. */
  meaning: string;
  /** Where the product's value comes from. */
  source: string;
  /** What the number counts: “sections”, “× the class median”. */
  unit: string;
  /** What an institution may choose, in steps of `step`. */
  min: number;
  max: number;
  step: number;
  /** The product's value by the version of the rules since which it counts. */
  values: Readonly<Record<number, number>>;
};

export type RulePart<Name extends string = string> = {
  title: string;
  /** What the thresholds of this part decide together. */
  about: string;
  thresholds: Readonly<Record<Name, Threshold>>;
  /** Pairs of which the first may not exceed the second. */
  ordered?: readonly (readonly [NoInfer<Name>, NoInfer<Name>])[];
};

/** A part of the rules; the names of its thresholds become part of its type. */
export const rulePart = <Name extends string>(part: RulePart<Name>): RulePart<Name> => part;

/** The product's value in a version of the rules; a threshold younger than the version has its first value. */
export function valueIn(version: number, { values }: Threshold): number {
  const since = Object.keys(values)
    .map(Number)
    .sort((a, b) => a - b);
  const latest = since.findLast((from) => from <= version) ?? since[0];
  const value = latest === undefined ? undefined : values[latest];
  if (value === undefined) throw new Error('a threshold has no value');
  return value;
}
