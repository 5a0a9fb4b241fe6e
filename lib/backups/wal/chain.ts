import type { BackupRecord } from '../base/record';
import type { Vault } from '../vault';
import { listLog, logFolder, readGrowing, readHead } from './archive';
import { parseLsn, segmentAt, segmentName } from './lsn';

export type Link = {
  segment: bigint;
  /** One file, or those of a segment that was not complete. */
  names: string[];
  growing: boolean;
  /** Every commit until then is in the chain up to here; null for unknown. */
  until: string | null;
};

export type LogChain = {
  /** Without a hole, from the segment in which the backup began. */
  links: Link[];
  until: string | null;
  /** The first missing segment, where there are later ones. */
  missing: string | null;
};

type Start = Pick<BackupRecord, 'systemId' | 'timeline' | 'startLsn' | 'segmentBytes'>;

/**
 * The log that continues a backup, as far as it goes without a hole.
 *
 * @param enough ends the chain with the first segment that covers it
 */
export async function readChain(
  vault: Vault,
  { systemId, timeline, startLsn, segmentBytes }: Start,
  enough: (until: string) => boolean = () => false,
): Promise<LogChain> {
  const { whole, growing } = await listLog(vault, systemId, timeline, segmentBytes);
  const links: Link[] = [];
  let until: string | null = null;
  for (let segment = segmentAt(parseLsn(startLsn), segmentBytes); ; segment++) {
    const name = whole.get(segment);
    const link = name
      ? { segment, names: [name], growing: false, until: (await readHead(vault, name)).until }
      : await growingLink(vault, segment, growing.get(segment));
    if (!link) {
      const later = [...whole.keys(), ...growing.keys()].some((other) => other > segment);
      const missing = `${logFolder(systemId)}/${segmentName(timeline, segment, segmentBytes)}`;
      return { links, until, missing: later ? missing : null };
    }
    links.push(link);
    until = link.until ?? until;
    if (until !== null && enough(until) && !(await isAhead(vault, until, whole.get(segment + 1n))))
      return { links, until, missing: null };
    if (link.growing && [...whole.keys(), ...growing.keys()].some((other) => other > segment))
      return {
        links,
        until,
        missing: `${logFolder(systemId)}/${segmentName(timeline, segment, segmentBytes)}`,
      };
  }
}

/** Whether a clock was ahead when a segment was written, since the next one says less. */
async function isAhead(vault: Vault, until: string, next: string | undefined): Promise<boolean> {
  const after = next ? (await readHead(vault, next)).until : null;
  return after !== null && after < until;
}

/** Nothing of value can follow a segment that is not complete; if something does, its rest is missing. */
async function growingLink(vault: Vault, segment: bigint, names: string[] | undefined): Promise<Link | null> {
  if (!names) return null;
  return { segment, names, growing: true, until: (await readGrowing(vault, names)).until };
}
