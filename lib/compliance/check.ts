import type { Transaction } from '@/db/client';

export const states = ['critical', 'warning', 'unknown', 'ok'] as const;

/** `unknown`: there is nothing to judge by yet, or it could not be read. It is never taken for `ok`. */
export type State = (typeof states)[number];

export type Finding = {
  state: State;
  /** One sentence: what was found. */
  summary: string;
  /** What it rests on: names with values, as they were read. */
  evidence: { what: string; value: string }[];
};

/** One thing that must hold, and how to find out whether it does. */
export type Check = {
  id: string;
  title: string;
  /** What goes wrong where it does not hold. */
  why: string;
  /** What to do about it. */
  remedy: string;
  /** Reads with the rights of an administrator of that institution and judges. `now` is ISO. */
  run: (tx: Transaction, now: string, institutionId: string) => Promise<Finding>;
};

/** The worst of some states. */
export const worstOf = (found: readonly State[]): State =>
  states.find((state) => found.includes(state)) ?? 'unknown';
