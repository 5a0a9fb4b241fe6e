import { unknownGain } from '../candidates/candidate';
import type { AskedStatement, Facts } from '../candidates/facts';
import { type AdviceCandidate, freePrice } from './advice-candidate';
import { meanOf, measuredWords, noWritePrice, type Rule } from './rewrite';
import { rules } from './rewrites/all';

/** Statements that take long because of how they are written, each with what to write instead. */
export const proposeRewrites = (facts: Facts): AdviceCandidate[] =>
  facts.asked.flatMap((asked) => rules.flatMap((rule) => advise(rule, asked, facts) ?? []));

function advise(rule: Rule, asked: AskedStatement, facts: Facts): AdviceCandidate | null {
  const shown = rule.shows(asked, facts);
  const estimate = shown && rule.gain(asked, facts);
  if (!shown || !estimate) return null;
  const { does, instead, who = 'programmer', price = noWritePrice, evidence = {} } = shown;
  const { statement, calls, milliseconds } = asked;
  return {
    change: {
      kind: 'rewrite',
      pattern: rule.pattern,
      statement,
      text: asked.shown,
      route: null,
      instead,
      who,
      estimate,
      price,
      evidence: { ...measured(asked), ...evidence, since: facts.askedSince },
    },
    why: `${statement} ${does}. Measured: ${measuredWords(asked)}.`,
    statements: [statement],
    expected: { ...unknownGain, calls, milliseconds },
    price: freePrice,
    refusal: null,
  };
}

const measured = (asked: AskedStatement) => ({
  calls: asked.calls,
  meanMilliseconds: meanOf(asked),
  rowsACall: Math.round((10 * asked.rows) / asked.calls) / 10,
  blocksACall: Math.round(asked.blocks / asked.calls),
});
