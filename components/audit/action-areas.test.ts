import { expect, it } from 'vitest';
import { actionChoices } from './action-areas';
import { knownActions } from './action-words';

const values = (asked?: string) =>
  actionChoices(asked).flatMap((choice) =>
    'options' in choice ? choice.options.map(({ value }) => value) : [choice.value],
  );

it('every action can be chosen, once', () => {
  expect(values().sort()).toEqual(['', ...knownActions].sort());
});

it('every action is called something else', () => {
  const labels = actionChoices(undefined).flatMap((choice) => ('options' in choice ? choice.options : []));
  expect(new Set(labels.map(({ label }) => label)).size).toBe(labels.length);
});

it('what an address asks for stays chosen, whether there is such an action or not', () => {
  expect(values('session.')).toContain('session.');
  expect(values('session.create').filter((value) => value === 'session.create')).toHaveLength(1);
});
