import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BackupDamage } from '../errors';

const manifestSchema = z.object({
  'PostgreSQL-Backup-Manifest-Version': z.union([z.literal(1), z.literal(2)]),
  Files: z.array(
    z.object({
      Path: z.string(),
      Size: z.int().nonnegative(),
      'Checksum-Algorithm': z.literal('SHA256'),
      Checksum: z.string(),
    }),
  ),
  'WAL-Ranges': z.array(
    z.object({ Timeline: z.int().positive(), 'Start-LSN': z.string(), 'End-LSN': z.string() }),
  ),
  'Manifest-Checksum': z.string(),
});

export type BackupManifest = {
  /** Size and SHA-256 (hex) of every file, by path. */
  files: Map<string, { bytes: number; sha256: string }>;
};

/**
 * The list of files that Postgres sends along with a base backup.
 *
 * @throws BackupDamage when its own checksum does not fit
 */
export function parseManifest(text: string, name: string): BackupManifest {
  const parsed = manifestSchema.safeParse(readJson(text));
  if (!parsed.success) throw new BackupDamage(name, 'is no manifest of a backup');
  if (ownChecksum(text) !== parsed.data['Manifest-Checksum'])
    throw new BackupDamage(name, 'does not fit its own checksum');
  const files = parsed.data.Files.map(
    ({ Path, Size, Checksum }) => [Path, { bytes: Size, sha256: Checksum }] as const,
  );
  return { files: new Map(files) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Over everything up to the last but one line's end, as Postgres's parse_manifest.c has it. */
function ownChecksum(text: string): string {
  const end = text.lastIndexOf('\n', text.lastIndexOf('\n') - 1);
  return createHash('sha256')
    .update(text.slice(0, end + 1))
    .digest('hex');
}
