import { expect, it } from 'vitest';
import type { StatementEffect } from '../verdict/judge-trial';
import { confirm } from './confirm';

const effect = (statement: string, judgement: StatementEffect['judgement'], after = 2): StatementEffect => ({
  statement,
  page: statement,
  kind: 'read',
  before: 1,
  after,
  ratio: { median: after, low: after, high: after },
  judgement,
  sameAnswers: true,
});

it('lets a slower statement count only where a second series says so, too', async () => {
  const first = [effect('a', 'improved'), effect('b', 'regressed'), effect('c', 'regressed')];
  const asked: string[] = [];
  const effects = await confirm(first, async (names) => {
    asked.push(...names);
    return [effect('b', 'regressed', 3), effect('c', 'inconclusive', 1)];
  });
  expect(asked).toEqual(['b', 'c']);
  expect(effects).toEqual([first[0], first[1], { ...effect('c', 'inconclusive', 1) }]);
});

it('measures nothing again where nothing seemed slower', async () => {
  const first = [effect('a', 'improved'), effect('b', 'inconclusive')];
  const never = () => Promise.reject(new Error('measured again'));
  await expect(confirm(first, never)).resolves.toEqual(first);
});
