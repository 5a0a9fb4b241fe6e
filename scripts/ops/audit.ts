import { readFile, stat, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openDatabase } from '@/db/client';
import { institutionOf } from '@/lib/access/record-institution';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { trailNotice } from '@/lib/audit/query';
import { copyFile, readCopyFile } from '@/lib/audit/seal/file-target';
import { findingKinds } from '@/lib/audit/seal/findings';
import { forgetCopy } from '@/lib/audit/seal/forget-copy';
import { auditKeys, readVerifier, writeVerifier } from '@/lib/audit/seal/keys';
import { type ProofQuery, proveRecords } from '@/lib/audit/seal/proof';
import { readCopyObjects } from '@/lib/audit/seal/s3-target';
import { type Verification, verifyTrail } from '@/lib/audit/seal/verify';
import { env } from '@/lib/env';
import { Bucket } from '@/lib/object-storage/bucket';
import { isBucketAddress } from '@/lib/object-storage/settings';
import { connectOwner } from '../connect';
import { UsageError } from '../lib/session';
import { atCommandLine } from '../lib/user-name';
import { wrongUsage } from '../lib/wrong-usage';

export const help = `ops audit verify [--public-key FILE] [--copy FILE]
    checks the whole trail: rows, tree, signed checkpoints, and the copies that were kept outside the database
    (the file in AUDIT_COPY_DIR, else AUDIT_COPY_S3, unless --copy names another: a file, or s3://BUCKET/FOLDER).
    With --public-key nothing secret of the product is used. One from before a change of MASTER_KEY will do.
    Exit status 1 when something was tampered with.
ops audit export --out FILE [--id ID] [--student ID] [--from TIME] [--until TIME] [--recipient NAME]
    writes events with proofs that anybody can check by the public key alone: see docs/audit-proofs.md.
    Whom the file is for is kept with the event that somebody took it, and stands in it.
ops audit forget-copy --target PLACE
    says that a place for copies was given up: it is not missed any more. The copy there stays as it is.
ops audit public-key
    prints the key to check with

--json prints one JSON object.`;

const options = {
  'public-key': { type: 'string' },
  copy: { type: 'string' },
  out: { type: 'string' },
  id: { type: 'string' },
  student: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  recipient: { type: 'string' },
  target: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Flags = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** Runs `ops audit …`. Answers with the exit code: 0 done and nothing found, 1 failed or found, 2 wrong usage. */
export async function run(args: string[]): Promise<number> {
  const parsed = parse(args);
  if (parsed?.values.help) return say(help, 0);
  const verb = parsed?.positionals.length === 1 ? parsed.positionals[0] : undefined;
  const values = parsed?.values ?? {};
  try {
    if (verb === 'verify') return await verify(values);
    if (verb === 'export' && values.out) return await exportProofs(values.out, values);
    if (verb === 'forget-copy' && values.target) return await forget(values.target, values.json === true);
    if (verb === 'public-key') return await printKey(values.json === true);
  } catch (error) {
    console.error(faultOf(error));
    return error instanceof UsageError ? 2 : 1;
  }
  return wrongUsage('audit', args, help);
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    return null;
  }
}

function say(text: string, code: number): number {
  console.log(text);
  return code;
}

async function verify(flags: Flags): Promise<number> {
  const connection = await connectOwner({ mayMake: false });
  const database = openDatabase(connection.ownerUrl, 1);
  try {
    const own = flags['public-key'] === undefined ? auditKeys() : undefined;
    const verifier = own?.verifier ?? readVerifier(await readFile(flags['public-key'] ?? '', 'utf8'));
    const copy = await copyToUse(flags.copy);
    const result = await asSystem(
      (tx) =>
        verifyTrail(tx, {
          verifier,
          copies: copy === null ? undefined : readCopies(copy),
          own: own && [own, ...own.older],
        }),
      database,
    );
    if (flags.copy !== undefined && result.copied === 0 && result.rows > 0)
      throw new Error(`The copy in ${flags.copy} is empty: nothing was compared with it.`);
    return say(flags.json ? JSON.stringify({ ...result, copy }) : report(result, copy), result.holds ? 0 : 1);
  } finally {
    await database.close();
    await connection.close();
  }
}

/** The copy that was named, which must be there; else the product's own, if there is one. */
async function copyToUse(named: string | undefined): Promise<string | null> {
  if (named !== undefined) {
    if (!isBucketAddress(named)) await stat(named);
    return named;
  }
  const { AUDIT_COPY_DIR, AUDIT_COPY_S3 = null } = env();
  const own = copyFile(AUDIT_COPY_DIR);
  return stat(own).then(
    () => own,
    () => AUDIT_COPY_S3,
  );
}

const readCopies = (place: string) =>
  isBucketAddress(place) ? readCopyObjects(new Bucket(place)) : readCopyFile(place);

function report({ holds, rows, checkpoints, waiting, copied, findings }: Verification, copy: string | null) {
  const head = [
    `${rows} rows sealed in ${checkpoints} checkpoints; ${waiting} wait for the next.`,
    copied === null
      ? 'No copy to compare with: that the end is cut off, or an older state put back, would not be seen.'
      : `The copy in ${copy} covers ${copied} rows.`,
  ];
  if (holds) return [...head, 'Everything is as it was sealed.'].join('\n');
  const lines = findings.slice(0, 50).map(({ kind, position, recordId, at, note }) => {
    const place = position === null ? 'in no place' : `place ${position}`;
    return `  ${kind.padEnd(18)} ${place}, row ${recordId ?? '–'}${at ? ` of ${at}` : ''}: ${findingKinds[kind]}${note && `; ${note}`}`;
  });
  return [...head, `TAMPERED WITH: ${findings.length} findings, the first bad row first.`, ...lines].join(
    '\n',
  );
}

async function exportProofs(out: string, flags: Flags): Promise<number> {
  if (flags.from && flags.until && instant(flags.from) >= instant(flags.until))
    throw new UsageError('--from is not before --until: no event can lie between them.');
  const connection = await connectOwner({ mayMake: false });
  const database = openDatabase(connection.ownerUrl, 1);
  try {
    const query: ProofQuery = {
      recordId: flags.id && idIn('--id', flags.id),
      studentId: flags.student && idIn('--student', flags.student),
      from: flags.from && instant(flags.from),
      until: flags.until && instant(flags.until),
    };
    const recipient = flags.recipient === undefined ? undefined : recipientIn(flags.recipient);
    const keys = auditKeys();
    const bundle = await asSystem(async (tx) => {
      const proven = await proveRecords(tx, query, [keys, ...keys.older]);
      const { studentId } = query;
      await appendAudit(tx, null, {
        action: 'audit.export',
        objectType: 'audit_log',
        studentId,
        institutionId: studentId && (await institutionOf(tx, studentId)),
        justification: recipient && `For ${recipient}`,
        details: { events: proven.entries.length, by: atCommandLine(), ...(recipient && { recipient }) },
      });
      return proven;
    }, database);
    const publicKey = writeVerifier(keys.verifier);
    await writeFile(
      out,
      `${JSON.stringify({ notice: trailNotice, recipient, publicKey, ...bundle }, null, 1)}\n`,
      { mode: 0o600 },
    );
    const events = bundle.entries.length;
    return say(
      flags.json
        ? JSON.stringify({ out, events, leftOut: bundle.leftOut })
        : [`${events} events with their proofs in ${out}`, ...bundle.leftOut.map(toldLeftOut)].join('\n'),
      0,
    );
  } finally {
    await database.close();
    await connection.close();
  }
}

const toldLeftOut = (id: string) => `Left out: ${id}, which was written past the product: verify the trail.`;

async function forget(target: string, json: boolean): Promise<number> {
  const connection = await connectOwner({ mayMake: false });
  const database = openDatabase(connection.ownerUrl, 1);
  try {
    await asSystem((tx) => forgetCopy(tx, target), database);
    return say(json ? JSON.stringify({ forgotten: target }) : `“${target}” is not missed any more.`, 0);
  } finally {
    await database.close();
    await connection.close();
  }
}

function recipientIn(text: string): string {
  const name = text.trim();
  if (name.length >= 3 && name.length <= 500) return name;
  throw new UsageError('--recipient takes whom the file is for, in 3 to 500 characters.');
}

function instant(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new UsageError(`“${text}” is no time: write 2026-03-02T10:00:00Z.`);
  return time.toISOString();
}

function idIn(flag: string, text: string): string {
  if (!z.guid().safeParse(text).success)
    throw new UsageError(
      `${flag} takes an id, such as 6f0c1d7e-2f0a-4b67-9a55-0d5f6b1f2c3d, and not “${text}”.`,
    );
  return text;
}

/** What a file system says names no more than a number. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [code, path] = [Reflect.get(error, 'code'), Reflect.get(error, 'path')];
  if (code === 'ENOENT') return `There is no ${path}, or no folder for it.`;
  if (code === 'EACCES' || code === 'EROFS' || code === 'EISDIR')
    return `${path} cannot be used: ${error.message}.`;
  return error.message;
}

async function printKey(json: boolean): Promise<number> {
  const connection = await connectOwner({ mayMake: false });
  try {
    const publicKey = writeVerifier(auditKeys().verifier);
    return say(json ? JSON.stringify({ publicKey }) : publicKey, 0);
  } finally {
    await connection.close();
  }
}
