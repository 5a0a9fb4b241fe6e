import { bucketForm, type Env, env } from '@/lib/env';

/** A bucket, and the folder in it: empty, or with a slash at its end. */
export type BucketAddress = { bucket: string; folder: string };

/** Keys that stay the same until somebody changes them. */
export type S3Login = { accessKeyId: string; secretAccessKey: string };

/** How to reach a service that speaks S3, and as whom. */
export type S3Settings = {
  /** Null: Amazon's own. */
  endpoint: string | null;
  region: string;
  /** Null: as whatever role the machine, the container or the pod has; its credentials are temporary. */
  login: S3Login | null;
  /** The bucket's name in the path rather than in the host name. */
  pathStyle: boolean;
};

export const isBucketAddress = (text: string): boolean => bucketForm.test(text);

/** @throws Error when it is not like `s3://bucket/folder` */
export function parseBucketAddress(text: string): BucketAddress {
  const [, bucket, folder = ''] = bucketForm.exec(text) ?? [];
  if (!bucket) throw new Error(`“${text}” is no place in a bucket: write s3://bucket/folder.`);
  const bare = folder.replace(/\/+$/, '');
  return { bucket, folder: bare === '' ? '' : `${bare}/` };
}

/** @throws Error when the environment names no one to be there */
export function s3Settings(settings = env()): S3Settings {
  const { S3_ENDPOINT, S3_REGION, S3_PATH_STYLE } = settings;
  return {
    endpoint: S3_ENDPOINT ?? null,
    region: S3_REGION,
    login: loginOf(settings),
    pathStyle: S3_PATH_STYLE ?? S3_ENDPOINT !== undefined,
  };
}

type LoginSettings = Pick<Env, 'S3_CREDENTIALS' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'>;

function loginOf({ S3_CREDENTIALS, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }: LoginSettings): S3Login | null {
  if (S3_CREDENTIALS === 'role') return null;
  if (!S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    throw new Error(
      'A bucket needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or S3_CREDENTIALS=role where the machine has a role of its own.',
    );
  return { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY };
}
