import { type Env, env } from '@/lib/env';
import { UsageError } from './session';

/** The environment; a fault in it is the caller's mistake and is said without a stack trace. */
export function readSettings(): Env {
  try {
    return env();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
