import { describe, expect, it } from 'vitest';
import type { Answer } from './deliver';
import { createOutbox } from './outbox';
import { createReporter } from './reporter';
import type { ProgressEvent } from './schema';

const mark = (id: string, sectionId = 'one'): ProgressEvent => ({
  id,
  courseId: 'c',
  lessonId: 'l',
  sectionId,
  seconds: 0,
  completion: 100,
  at: '2026-03-01T10:00:00Z',
});
const counted = (rejected: { id: string; reason: string }[] = []): Answer => ({
  kind: 'counted',
  receipt: { accepted: 1, duplicates: 0, rejected },
});

function setUp(answers: Answer[]) {
  const sent: string[][] = [];
  const refusals: string[] = [];
  const rises: boolean[] = [];
  const outbox = createOutbox(null, 'sam');
  const reporter = createReporter({
    outbox,
    courseId: 'c',
    counted: { two: 40 },
    post: async (events) => {
      sent.push(events.map(({ id }) => id));
      return answers.shift() ?? counted();
    },
    onCounted: (rose) => rises.push(rose),
    onRejected: (rejected) => refusals.push(...rejected.map(({ reason }) => reason)),
  });
  return { reporter, outbox, sent, refusals, rises };
}

describe('reporting progress', () => {
  it('shows a mark before the server has answered and keeps it afterwards', async () => {
    const { reporter } = setUp([counted()]);
    reporter.report(mark('a'));
    expect(reporter.getState()).toEqual({ completion: { one: 100, two: 40 }, waiting: 1, delivery: 'idle' });
    await reporter.flush();
    expect(reporter.getState()).toEqual({ completion: { one: 100, two: 40 }, waiting: 0, delivery: 'idle' });
  });

  it('says whether a section is further than before, and nothing where nothing was counted', async () => {
    const { reporter, rises } = setUp([
      counted(),
      counted(),
      counted([{ id: 'c', reason: 'unknown section' }]),
    ]);
    for (const id of ['a', 'b', 'c']) {
      reporter.report(mark(id));
      await reporter.flush();
    }
    expect(rises).toEqual([true, false]);
  });

  it('takes a refused mark back and says why', async () => {
    const { reporter, refusals } = setUp([counted([{ id: 'a', reason: 'not enrolled' }])]);
    reporter.report(mark('a'));
    await reporter.flush();
    expect(reporter.getState().completion).toEqual({ two: 40 });
    expect(refusals).toEqual(['not enrolled']);
  });

  it('keeps what could not be sent and sends it with the next flush', async () => {
    const { reporter, outbox, sent } = setUp([{ kind: 'unavailable' }, { kind: 'signed-out' }, counted()]);
    reporter.report(mark('a'));
    await reporter.flush();
    expect(reporter.getState()).toMatchObject({ waiting: 1, delivery: 'unavailable' });
    await reporter.flush();
    expect(reporter.getState()).toMatchObject({ waiting: 1, delivery: 'signed-out' });
    expect(outbox.list()).toHaveLength(1);
    await reporter.flush();
    expect(reporter.getState()).toMatchObject({ waiting: 0, delivery: 'idle', completion: { one: 100 } });
    expect(sent).toEqual([['a'], ['a'], ['a']]);
  });

  it('sends what was reported during a flush right after it', async () => {
    const { reporter, sent } = setUp([]);
    reporter.report(mark('a'));
    const first = reporter.flush();
    reporter.report(mark('b', 'two'));
    await Promise.all([first, reporter.flush()]);
    expect(sent).toEqual([['a'], ['b']]);
    expect(reporter.getState()).toMatchObject({ completion: { one: 100, two: 100 }, waiting: 0 });
  });
});
