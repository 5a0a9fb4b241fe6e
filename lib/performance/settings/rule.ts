import type { State } from '../checks/check';
import { amountOf, type Setting, type Surroundings } from './setting';

/** What is said of one value. Advice beside the state ok: it does no harm, and another value would suit better. */
export type Judgement = {
  state: State;
  advice: string;
  /** What to set instead, as Postgres takes it. */
  instead?: string;
};

/** What a setting should be for this product. */
export type Rule = {
  name: string;
  /** In words. */
  wanted: string;
  /** What it means for the people who use the product. */
  why: string;
  judge: (setting: Setting, around: Surroundings) => Judgement;
  /** The check that puts it among what to do; this review shows it only. */
  saidBy?: string;
};

export type RuleGroup = { title: string; rules: readonly Rule[] };

export const fine: Judgement = { state: 'ok', advice: '' };
export const better = (advice: string, instead?: string): Judgement => ({ state: 'ok', advice, instead });
export const warning = (advice: string, instead?: string): Judgement => ({
  state: 'warning',
  advice,
  instead,
});
export const critical = (advice: string, instead?: string): Judgement => ({
  state: 'critical',
  advice,
  instead,
});

/** Fine from a number on; below it the judgement. A value that is no number is fine. */
export const atLeast =
  (least: number, otherwise: Judgement): Rule['judge'] =>
  (setting) =>
    amountOf(setting) < least ? otherwise : fine;

/** Fine up to a number; above it the judgement. */
export const atMost =
  (most: number, otherwise: Judgement): Rule['judge'] =>
  (setting) =>
    amountOf(setting) > most ? otherwise : fine;

/** Fine as one word, else the judgement. */
export const mustBe =
  (word: string, otherwise: Judgement): Rule['judge'] =>
  ({ value }) =>
    value === word ? fine : otherwise;

/** The first of several that has something to say. */
export const firstOf =
  (...judges: Rule['judge'][]): Rule['judge'] =>
  (setting, around) => {
    const said = judges.map((judge) => judge(setting, around));
    return said.find(({ state }) => state !== 'ok') ?? said.find(({ advice }) => advice !== '') ?? fine;
  };
