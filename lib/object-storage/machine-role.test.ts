import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bucket } from './bucket';
import { StorageFault } from './errors';
import { MetadataServer } from './testing/metadata-server';
import { S3Server } from './testing/s3-server';

const keys = { accessKeyId: 'role-key', secretAccessKey: 'role-secret', sessionToken: 'role-token' };

let server: S3Server;
let metadata: MetadataServer;

beforeEach(async () => {
  server = await new S3Server().start();
  metadata = new MetadataServer();
  vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', await metadata.start());
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/nowhere/at/all');
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_EC2_METADATA_DISABLED']) vi.stubEnv(name, '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  await metadata.stop();
});

const open = () =>
  new Bucket('s3://school/backups', { ...server.settings, login: null }, { connect: 2_000, silence: 3_000 });
async function* content(): AsyncGenerator<Buffer> {
  yield Buffer.from('a few words');
}

describe('a bucket without keys of its own', () => {
  it('is entered with the temporary ones of the machine’s role, which are asked for once', async () => {
    metadata.keys = keys;
    server.login = keys;
    const bucket = open();
    await bucket.put('one', content());
    await bucket.put('two', content());
    const parts: Buffer[] = [];
    for await (const part of bucket.get('one')) parts.push(part);
    expect(String(Buffer.concat(parts))).toBe('a few words');
    expect(metadata.given).toBe(1);
  });

  it('is not entered where the service knows no such role', async () => {
    metadata.keys = { ...keys, sessionToken: 'another token' };
    server.login = keys;
    await expect(open().put('one', content())).rejects.toThrow(StorageFault);
    expect(server.calls).toEqual([]);
  });

  it('says that it failed where the machine has no role', async () => {
    await expect(open().put('one', content())).rejects.toThrow(/ failed: /);
  });
});
