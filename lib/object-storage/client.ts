import { S3Client } from '@aws-sdk/client-s3';
import { StorageFault } from './errors';
import type { S3Settings } from './settings';

/** Milliseconds; a call is tried five times, each time after a longer pause. */
export type Patience = { connect: number; silence: number };
const usual: Patience = { connect: 10_000, silence: 30_000 };
const tries = 5;

/**
 * A client that gives up on a connection without an answer, and tries again what failed on the way or at the service.
 * Checksums beyond the protocol's own are left out, because services other than Amazon's do not know them.
 */
export function openClient(settings: S3Settings, { connect, silence }: Patience = usual): S3Client {
  const { endpoint, region, login, pathStyle } = settings;
  // That later versions of it will want a newer Node is for whoever updates it to know, not for whoever runs a school.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  return new S3Client({
    region,
    ...(endpoint !== null && { endpoint }),
    forcePathStyle: pathStyle,
    // Without any, the client asks for the machine’s own and renews them before they end.
    ...(login !== null && { credentials: login }),
    maxAttempts: tries,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: connect, socketTimeout: silence },
  });
}

/** The status that the service answered with; null where it did not answer. */
export function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null;
  const metadata: unknown = Reflect.get(error, '$metadata');
  const status: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : null;
  return typeof status === 'number' ? status : null;
}

/** What went wrong in one sentence: the client’s errors hold whole requests, which belong into no log. */
export function toldFault(place: string, doing: string, error: unknown): StorageFault {
  if (error instanceof StorageFault) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const reason = [statusOf(error) ?? codeOf(error), name, message.slice(0, 200)].filter(Boolean).join(' ');
  return new StorageFault(`${place}: ${doing} failed: ${reason}`);
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
