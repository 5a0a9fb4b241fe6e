import { expect, it } from 'vitest';
import { mailboxName } from './mailbox';
import { fullName, nameSource } from './names';
import { seeded } from './random';

it('finds two thousand different names, the same ones again', () => {
  const names = (label: string) => {
    const next = nameSource(seeded(label));
    return Array.from({ length: 2_100 }, () => fullName(next()));
  };
  const first = names('people');
  expect(new Set(first).size).toBe(2_100);
  expect(names('people')).toEqual(first);
});

it('makes plain addresses of all of them', () => {
  const next = nameSource(seeded('mailboxes'));
  for (let n = 0; n < 2_100; n++) expect(mailboxName(next())).toMatch(/^[a-z]{2,}\.[a-z]{2,}$/);
  expect(mailboxName({ given: 'Søren', family: 'Weiß' })).toBe('soren.weiss');
  expect(mailboxName({ given: 'Đức', family: 'Yılmaz' })).toBe('duc.yilmaz');
});
