import { expect, it } from 'vitest';
import type { StatementEffect } from '../verdict/judge-trial';
import { confirm } from './confirm';

/** A statement that took ten milliseconds and takes so many now. */
const effect = (
  statement: string,
  judgement: StatementEffect['judgement'],
  after: number,
): StatementEffect => ({
  statement,
  page: statement,
  kind: 'read',
  before: 10,
  after,
  ratio: { median: after / 10, low: after / 10, high: after / 10 },
  judgement,
  sameAnswers: true,
});
const asking = (answers: StatementEffect[]) => {
  const asked: string[] = [];
  const again = async (names: ReadonlySet<string>) => {
    asked.push(...names);
    return answers;
  };
  return { asked, again };
};

it('lets a slower statement count only where a second series says so, too', async () => {
  const first = [effect('a', 'improved', 2), effect('b', 'regressed', 20), effect('c', 'regressed', 20)];
  const { asked, again } = asking([effect('b', 'regressed', 30), effect('c', 'inconclusive', 10)]);
  expect(await confirm(first, again)).toEqual([first[0], first[1], effect('c', 'inconclusive', 10)]);
  expect(asked).toEqual(['b', 'c']);
});

it('lets a statement that is faster by little count only where a second series says so, too', async () => {
  const tiny = { ...effect('d', 'improved', 0.1), before: 0.3 };
  const first = [
    effect('a', 'improved', 8.5),
    effect('b', 'improved', 8.5),
    effect('c', 'improved', 5),
    tiny,
  ];
  const { asked, again } = asking([
    effect('a', 'improved', 8),
    effect('b', 'regressed', 12),
    { ...tiny, judgement: 'inconclusive' },
  ]);
  expect((await confirm(first, again)).map(({ judgement }) => judgement)).toEqual([
    'improved',
    'inconclusive',
    'improved',
    'inconclusive',
  ]);
  expect(asked).toEqual(['a', 'b', 'd']);
});

it('measures nothing again where all is clear', async () => {
  const first = [effect('a', 'improved', 2), effect('b', 'inconclusive', 9)];
  const never = () => Promise.reject(new Error('measured again'));
  await expect(confirm(first, never)).resolves.toEqual(first);
});
