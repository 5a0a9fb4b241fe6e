import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const read = async () => (await import('./env')).env();
const stub = (variables: Record<string, string>) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
};
const complete = { OIDC_ISSUER: 'https://id.test', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'hidden value' };

beforeEach(() => {
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the institution’s provider', () => {
  it('is set completely or not at all', async () => {
    stub(complete);
    expect((await read()).OIDC_ISSUER).toBe('https://id.test');
    vi.resetModules();
    stub({ OIDC_CLIENT_ID: '' });
    await expect(read()).rejects.toThrow(/OIDC_CLIENT_ID: is missing/);
    await expect(read()).rejects.not.toThrow(/hidden value/);
  });

  it('is reached over https, except on this machine', async () => {
    stub({ ...complete, OIDC_ISSUER: 'http://id.test' });
    await expect(read()).rejects.toThrow(/OIDC_ISSUER: must be https/);
    vi.resetModules();
    stub({ OIDC_ISSUER: 'http://127.0.0.1:4000' });
    expect((await read()).OIDC_ISSUER).toBe('http://127.0.0.1:4000');
  });
});

describe('places and keys', () => {
  const key = Buffer.alloc(32, 1).toString('base64');

  it('keep a bucket’s address as it is, and make a folder’s whole', async () => {
    stub({ BACKUP_DIR: 's3://school/backups', AUDIT_COPY_S3: 's3://school' });
    expect((await read()).BACKUP_DIR).toBe('s3://school/backups');
    vi.resetModules();
    stub({ BACKUP_DIR: 'elsewhere' });
    expect((await read()).BACKUP_DIR).toBe(resolve('elsewhere'));
  });

  it.each(['s3://', 's3:/school', 's3://SCHOOL/x', 's3://school/../x'])(
    'know no such bucket: %s',
    async (place) => {
      stub({ BACKUP_DIR: place });
      await expect(read()).rejects.toThrow(/BACKUP_DIR: must be a folder, or like s3:/);
    },
  );

  it('need all of a login, and a safe way to a key service', async () => {
    stub({ S3_ACCESS_KEY_ID: 'hidden-id' });
    await expect(read()).rejects.toThrow(/S3_SECRET_ACCESS_KEY: is missing/);
    vi.resetModules();
    stub({ S3_CREDENTIALS: 'role', S3_SECRET_ACCESS_KEY: 'hidden-key' });
    await expect(read()).rejects.toThrow(/S3_CREDENTIALS: is “role”/);
    vi.resetModules();
    stub({ S3_CREDENTIALS: '', S3_SECRET_ACCESS_KEY: '' });
    stub({ S3_ACCESS_KEY_ID: '', KMS_URL: 'http://vault.test', KMS_KEY: 'a', KMS_TOKEN: 'hidden-token' });
    await expect(read()).rejects.toThrow(/KMS_URL: must be https/);
    await expect(read()).rejects.not.toThrow(/hidden/);
    vi.resetModules();
    stub({ KMS_URL: 'https://vault.test', KMS_KEY: 'transit/../sys/seal' });
    await expect(read()).rejects.toThrow(/KMS_KEY: must be the name/);
  });

  it('take several older master keys, each of which must be one', async () => {
    expect((await read()).MASTER_KEY_PREVIOUS).toEqual([]);
    vi.resetModules();
    stub({ MASTER_KEY_PREVIOUS: `${key}, ${key}` });
    expect((await read()).MASTER_KEY_PREVIOUS).toEqual([key, key]);
    vi.resetModules();
    stub({ MASTER_KEY_PREVIOUS: `${key},hidden` });
    await expect(read()).rejects.toThrow(/MASTER_KEY_PREVIOUS.*: must be 32 bytes/);
    await expect(read()).rejects.not.toThrow(/hidden/);
  });
});

describe('e-mail', () => {
  it('needs a server and a sender, or neither', async () => {
    expect((await read()).SMTP_URL).toBeUndefined();
    vi.resetModules();
    stub({ SMTP_URL: 'smtp://user:hidden@mail.test:587' });
    await expect(read()).rejects.toThrow(/MAIL_FROM: is missing/);
    await expect(read()).rejects.not.toThrow(/hidden/);
    vi.resetModules();
    stub({ MAIL_FROM: 'Syllabase <no-reply@school.test>' });
    expect((await read()).MAIL_FROM).toContain('no-reply@school.test');
  });

  it.each(['no address', 'a@b.test, c@d.test', 'A <a@b.test>\r\nBcc: c@d.test', 'http://mail.test'])(
    'has one sender and no more: %s',
    async (sender) => {
      stub({ SMTP_URL: 'smtp://mail.test', MAIL_FROM: sender });
      await expect(read()).rejects.toThrow(/MAIL_FROM: must be like/);
    },
  );
});
