import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { KeyServiceFault } from './key-service-fault';

/** Where Vault or OpenBao is, and what lets us in. */
export type KeyService = { url: string; token: string; namespace: string | null };

/** Milliseconds that an answer may take, that lie between tries, and for which nobody asks again after the last one. */
export type Patience = { answer: number; pauses: number[]; rest: number };
export const usualPatience: Patience = { answer: 3_000, pauses: [200, 600], rest: 5_000 };

const errorShape = z.object({ errors: z.array(z.string()) });

/**
 * Asks the service to do something (https://developer.hashicorp.com/vault/api-docs, https://openbao.org/api-docs), more than
 * once where it does not answer.
 *
 * @param path below /v1/
 * @returns what it answered under `data`
 * @throws KeyServiceFault
 */
export async function askService<T>(
  service: KeyService,
  path: string,
  body: Record<string, string>,
  shape: z.ZodType<T>,
  { answer, pauses }: Pick<Patience, 'answer' | 'pauses'>,
): Promise<T> {
  const [pause, ...later] = pauses;
  try {
    return await askOnce(service, path, body, shape, answer);
  } catch (error) {
    if (pause === undefined || !(error instanceof KeyServiceFault) || !error.isAway) throw error;
    await sleep(pause);
    return askService(service, path, body, shape, { answer, pauses: later });
  }
}

async function askOnce<T>(
  { url, token, namespace }: KeyService,
  path: string,
  body: Record<string, string>,
  shape: z.ZodType<T>,
  patience: number,
): Promise<T> {
  const { host } = new URL(url);
  const response = await fetch(new URL(`/v1/${path}`, url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-vault-request': 'true',
      'x-vault-token': token,
      ...(namespace !== null && { 'x-vault-namespace': namespace }),
    },
    body: JSON.stringify(body),
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  }).catch((error: unknown) => {
    throw new KeyServiceFault(true, `the key service at ${host} does not answer (${causeOf(error)})`);
  });
  const said: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, said, host, [token, ...Object.values(body)]);
  const parsed = z.object({ data: shape }).safeParse(said);
  if (parsed.success) return parsed.data.data;
  throw new KeyServiceFault(false, `the key service at ${host} answered something else than expected`);
}

/** 412, 429 and 5xx: it is sealed, standing by, catching up or overrun, and will be well again. */
const passing = (status: number) => status >= 500 || status === 412 || status === 429;

/** @param secrets what was sent: a service, or something before it, may say it again */
function refusal(status: number, said: unknown, host: string, secrets: string[]): KeyServiceFault {
  const { data } = errorShape.safeParse(said);
  const told = data?.errors.join('; ') ?? '';
  const words = secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '…'), told)
    .slice(0, 200);
  const reason = `the key service at ${host} answered ${status}${words ? `: ${words}` : ''}`;
  return new KeyServiceFault(passing(status), reason);
}

/** The system’s word for what happened: the error of `fetch` itself says nothing. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const { cause } = error;
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : error.name;
}
