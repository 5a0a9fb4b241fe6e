import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { env } from '@/lib/env';

const manifest = z.record(z.string(), z.string());

/** Every word in the addresses of the product's pages and calls, by its build; null in development, where they come and go. */
export function productWords(): ReadonlySet<string> | null {
  if (env().NODE_ENV !== 'production') return null;
  try {
    const text = readFileSync(join(process.cwd(), '.next', 'app-path-routes-manifest.json'), 'utf8');
    const patterns = Object.values(manifest.parse(JSON.parse(text)));
    return new Set(patterns.flatMap((pattern) => pattern.split('/')).filter((part) => !part.startsWith('[')));
  } catch (error) {
    // Without its words nothing of a path is told.
    console.error(`telemetry: the build's addresses cannot be read: ${String(error)}`);
    return new Set();
  }
}

/**
 * A path whose every part is a word of the product or `:id`. Where a server fails before it knows that there is no such
 * page, the address that somebody typed would be told otherwise.
 */
export const patternOf = (path: string, words: ReadonlySet<string> | null): string =>
  words === null
    ? path
    : path
        .split('/')
        .map((part) => (words.has(part) ? part : ':id'))
        .join('/');
