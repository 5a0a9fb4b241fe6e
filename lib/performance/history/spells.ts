import type { Finding } from '../checks/check';

/** Something that a check said about an object and says no more, or still. */
export type OpenSpell = { id: number; checkName: string; object: string; state: string };

/** `object` is empty for the database as a whole. */
export type Spell = {
  checkName: string;
  object: string;
  state: 'warning' | 'critical';
  evidence: Finding['evidence'];
  advice: string;
};

type Changes = { opened: Spell[]; ended: OpenSpell[] };

const keyOf = ({ checkName, object, state }: Pick<OpenSpell, 'checkName' | 'object' | 'state'>) =>
  [checkName, state, object].join('\u0000');

/**
 * What has changed since the checks last ran. Of a check that could not be asked it cannot be told whether something is
 * over: what was open stays open.
 */
export function changesOf(open: OpenSpell[], findings: Finding[]): Changes {
  const now = new Map(findings.flatMap(spellOf).map((spell) => [keyOf(spell), spell]));
  const known = new Set(open.map(keyOf));
  const untold = new Set(
    findings.filter(({ state, object }) => state === 'unknown' && object === null).map(({ check }) => check),
  );
  return {
    opened: [...now].filter(([key]) => !known.has(key)).map(([, spell]) => spell),
    ended: open.filter((spell) => !now.has(keyOf(spell)) && !untold.has(spell.checkName)),
  };
}

function spellOf({ check, state, object, evidence, advice }: Finding): Spell[] {
  if (state !== 'warning' && state !== 'critical') return [];
  return [{ checkName: check, object: object ?? '', state, evidence, advice }];
}
