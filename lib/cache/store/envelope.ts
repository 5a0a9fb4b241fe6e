import type { Mark } from './entry';

/**
 * What a cached load answers with: the value, and what only the load knows. It travels as JSON text; the
 * store reads its head without parsing the value.
 */
export type Envelope<T> = {
  since: [local: number, epoch: string, shared: number, at: number];
  /** False where nothing was found: such an answer is given, but not kept. */
  keep: boolean;
  /** Tags known only from the answer. */
  tags: readonly string[];
  value: T;
};

export type EnvelopeHead = { mark: Mark; keep: boolean; tags: string[] };

export const seal = <T>(mark: Mark, value: T, tags: readonly string[], keep: boolean): Envelope<T> => ({
  since: [mark.local, mark.epoch, mark.shared, mark.at],
  keep,
  tags,
  value,
});

const head = /^\{"since":\[(\d+),"([\w-]*)",(\d+),(\d+)\],"keep":(true|false),"tags":\[([^\]]*)\],"value":/;

/** Null for text that is no envelope. */
export function readHead(body: string): EnvelopeHead | null {
  const match = head.exec(body);
  if (!match) return null;
  const [, local, epoch = '', shared, at, keep, tags = ''] = match;
  return {
    mark: { local: Number(local), epoch, shared: Number(shared), at: Number(at) },
    keep: keep === 'true',
    tags: tags === '' ? [] : tags.split(',').map((tag) => tag.slice(1, -1)),
  };
}
