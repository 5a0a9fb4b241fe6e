import type { Evidence, Finding, State } from './check';

export type CheckRow = {
  check: string;
  state: State;
  object: string | null;
  evidence: Evidence;
  advice: string;
};

/** A finding as other programs read it: advice with its SQL, if there is any, on a line of its own. */
export const checkRow = ({ check, state, object, evidence, advice, sql }: Finding): CheckRow => ({
  check,
  state,
  object,
  evidence,
  advice: sql ? `${advice}\n${sql}` : advice,
});
