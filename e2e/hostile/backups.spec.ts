import { expect, test } from '../fixtures';

test('health says of backups one word to everybody, and to administrators which alarms; no place, name or reason', async ({
  http,
}) => {
  const states = /^(ok|caution|critical|unknown)$/;
  for (const person of [null, 'student', 'instructor'] as const) {
    const answer = await (await http(person)).get('/api/health');
    expect(answer.status()).toBe(200);
    const { backups, ...rest } = await answer.json();
    expect(rest).toEqual({ status: 'ok', database: 'ok', version: expect.any(String) });
    expect(backups).toEqual({ state: expect.stringMatching(states) });
  }
  const { backups } = await (await (await http('admin')).get('/api/health')).json();
  expect(backups.state).toMatch(states);
  expect(Object.keys(backups).toSorted()).toEqual(['alarms', 'archives', 'state']);
  expect(Object.keys(backups.archives).toSorted()).toEqual(['ageDays', 'lastRun', 'mayBeDays']);
  for (const code of backups.alarms) expect(code).toMatch(/^[a-z-]{5,30}$/);
});
