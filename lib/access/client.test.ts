import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetEverybody, type Identity, identityQuery, recognise } from './client';

const ada: Identity = {
  userId: 'ada',
  displayName: 'Ada',
  role: 'STUDENT',
  hasRecord: true,
  isGuardian: false,
  isOnlyGuardian: false,
  isConsented: false,
};
const ben: Identity = {
  userId: 'ben',
  displayName: 'Ben',
  role: 'INSTRUCTOR',
  hasRecord: false,
  isGuardian: false,
  isOnlyGuardian: false,
  isConsented: false,
};
const answer = ['standing', 'course'];

let client: QueryClient;

beforeEach(() => {
  client = new QueryClient();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const serverSays = (viewer: Identity | null) => vi.stubGlobal('fetch', async () => Response.json({ viewer }));

describe('one person’s answers', () => {
  it('stay while it is the same person', () => {
    recognise(client, ada);
    client.setQueryData(answer, 'Ada’s');
    recognise(client, { ...ada, displayName: 'Ada L.' });
    expect(client.getQueryData(answer)).toBe('Ada’s');
    expect(client.getQueryData(identityQuery.queryKey)).toMatchObject({ displayName: 'Ada L.' });
  });

  it.each([
    ['another person', ben],
    ['nobody', null],
  ])('are gone once the server knows %s, with a page or when asked', async (_who, next) => {
    recognise(client, ada);
    client.setQueryData(answer, 'Ada’s');
    recognise(client, next);
    expect(client.getQueryData(answer)).toBeUndefined();

    recognise(client, ada);
    client.setQueryData(answer, 'Ada’s');
    serverSays(next);
    expect(await client.fetchQuery({ ...identityQuery, staleTime: 0 })).toEqual(next);
    expect(client.getQueryData(answer)).toBeUndefined();
  });

  it('are gone before somebody signs in, and so is who was there', () => {
    recognise(client, ada);
    client.setQueryData(answer, 'Ada’s');
    forgetEverybody(client);
    expect(client.getQueryData(answer)).toBeUndefined();
    expect(client.getQueryData(identityQuery.queryKey)).toBeUndefined();
  });
});
