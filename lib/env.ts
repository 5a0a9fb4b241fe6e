import { join, resolve } from 'node:path';
import { z } from 'zod';

const flag = z.enum(['0', '1']).transform((value) => value === '1');
const blankAsAbsent = (source: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));

/** Plain http is for a service on this very machine only. */
function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Where objects are kept: `s3://bucket` or `s3://bucket/folder`. */
export const bucketForm =
  /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([A-Za-z0-9][A-Za-z0-9._/-]*))?\/?$/;

const placeOf = (text: string): string => (text.startsWith('s3:') ? text : resolve(text));
const isPlace = (text: string): boolean => !text.startsWith('s3:') || bucketForm.test(text);

/** One address, with or without a name before it. */
const isSender = (text: string): boolean =>
  /^(?:[^<>"@,;:\r\n]+ <[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/.test(text);

/** Variables of which one without the others means nothing. */
const together = [
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['KMS_URL', 'KMS_KEY', 'KMS_TOKEN'],
  ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
] as const;

const key = z
  .string()
  .refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes in base64');

const exporter = z.enum(['otlp', 'none'], 'must be otlp or none').default('otlp');

/** OpenTelemetry's own variables, as far as the product reads them; others are its packages' affair. */
const openTelemetry = {
  OTEL_SDK_DISABLED: z
    .string()
    .default('false')
    .transform((value) => value.toLowerCase() === 'true'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(['http/protobuf', 'http/json'], 'must be http/protobuf or http/json')
    .default('http/protobuf'),
  OTEL_TRACES_EXPORTER: exporter,
  OTEL_METRICS_EXPORTER: exporter,
  // Milliseconds.
  OTEL_METRIC_EXPORT_INTERVAL: z.coerce.number().int().min(100).default(60_000),
};

const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(1).max(65535).default(3000),
    APP_URL: z.url().optional(),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    NEON_PROXY: z.string().optional(),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
    DATA_DIR: z.string().default('.data'),
    AUTH_SECRET: z.string().min(16).optional(),
    MASTER_KEY: key.optional(),
    // Older master keys, the newest first: they open what was sealed with them, and seal nothing.
    MASTER_KEY_PREVIOUS: z
      .string()
      .default('')
      .transform((list) => list.split(',').map((each) => each.trim()))
      .transform((list) => list.filter((each) => each !== ''))
      .pipe(z.array(key)),
    KMS_URL: z.url({ protocol: /^https?$/ }).optional(),
    KMS_KEY: z
      .string()
      .regex(/^\w[\w.-]*(\/\w[\w.-]*)*$/, 'must be the name of a transit key, with its mount before it')
      .optional(),
    KMS_TOKEN: z.string().optional(),
    KMS_NAMESPACE: z.string().optional(),
    OIDC_ISSUER: z.url().optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    AUDIT_COPY_DIR: z.string().optional(),
    AUDIT_COPY_S3: z.string().regex(bucketForm, 'must be like s3://bucket/folder').optional(),
    BACKUP_DIR: z.string().refine(isPlace, 'must be a folder, or like s3://bucket/folder').optional(),
    S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    S3_REGION: z.string().default('us-east-1'),
    S3_CREDENTIALS: z.enum(['keys', 'role']).default('keys'),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    S3_PATH_STYLE: flag.optional(),
    // A login that may copy the server at DATABASE_URL; of the embedded one, given by `npm start`. For the worker alone.
    BACKUP_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    // Given by `npm start`: the role by which the server at DATABASE_URL is copied, where there is one.
    BACKUP_ROLE: z.string().optional(),
    // Off: no full backups of a server at DATABASE_URL, and none of its log.
    SERVER_BACKUPS: flag.default(true),
    // Programs of Postgres of another major version than the embedded one, for restores of a server of that version.
    POSTGRES_BIN: z.string().optional(),
    OWNER_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    // Given by `npm start`: whether DATABASE_URL leads to its own server.
    EMBEDDED_DATABASE: flag.optional(),
    AUDIT_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.string().optional(),
    TRUST_PROXY: flag.default(false),
    // Off: no request is timed, nothing of it is written down or exported.
    MEASURE_REQUESTS: flag.default(true),
    // Lets the embedded server keep summaries of its log, so that daily backups hold only what has changed.
    INCREMENTAL_BACKUPS: flag.default(false),
    DEMO: flag.optional(),
    ...openTelemetry,
  })
  .superRefine((value, context) => {
    if ((value.SMTP_URL === undefined) !== (value.MAIL_FROM === undefined)) {
      const path = [value.SMTP_URL === undefined ? 'SMTP_URL' : 'MAIL_FROM'];
      context.addIssue({
        code: 'custom',
        path,
        message: 'is missing: set SMTP_URL and MAIL_FROM or neither',
      });
    }
    if (value.MAIL_FROM !== undefined && !isSender(value.MAIL_FROM)) {
      context.addIssue({
        code: 'custom',
        path: ['MAIL_FROM'],
        message: 'must be like Name <name@example.org>',
      });
    }
  })
  .superRefine((value, context) => {
    if (value.S3_CREDENTIALS === 'role' && value.S3_ACCESS_KEY_ID !== undefined) {
      const message = 'is “role”: leave S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY away, or this';
      context.addIssue({ code: 'custom', path: ['S3_CREDENTIALS'], message });
    }
    for (const names of together) {
      if (names.every((name) => value[name] === undefined)) continue;
      for (const name of names.filter((absent) => value[absent] === undefined)) {
        const message = `is missing: set ${names.join(', ')} or none of them`;
        context.addIssue({ code: 'custom', path: [name], message });
      }
    }
    for (const name of ['OIDC_ISSUER', 'KMS_URL'] as const) {
      const address = value[name];
      if (address === undefined || isSafe(address)) continue;
      context.addIssue({ code: 'custom', path: [name], message: 'must be https' });
    }
  })
  .transform((value) => ({
    ...value,
    EMBEDDED_DATABASE: value.EMBEDDED_DATABASE ?? value.DATABASE_URL === undefined,
    DATA_DIR: resolve(value.DATA_DIR),
    BACKUP_DIR: placeOf(value.BACKUP_DIR ?? join(value.DATA_DIR, 'backups')),
    AUDIT_COPY_DIR: resolve(value.AUDIT_COPY_DIR ?? join(value.DATA_DIR, 'audit')),
    APP_URL: value.APP_URL ?? `http://${value.HOST}:${value.PORT}`,
  }));

export type Env = z.output<typeof schema>;

let parsed: Env | undefined;

/**
 * The process environment, validated once. Throws one readable message that names every
 * variable at fault and never repeats a value, since values may be secrets.
 */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(blankAsAbsent(process.env));
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not usable:\n${faults.join('\n')}`);
  }
  parsed = result.data;
  return parsed;
}

/** For command lines, whose environment need not name the secrets that the data directory holds. */
export function provideSecrets(secrets: {
  AUTH_SECRET: string;
  MASTER_KEY: string;
  BACKUP_DATABASE_URL?: string;
  OWNER_DATABASE_URL?: string;
  BACKUP_ROLE?: string;
  MASTER_KEY_PREVIOUS?: string[];
}): void {
  parsed = { ...env(), ...secrets };
}
