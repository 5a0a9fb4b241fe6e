import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '@/db/client';
import { type KeyClass, keyClass } from '@/db/schema/keys';
import { asSystem } from '@/lib/access/transaction';
import { counted } from '@/lib/format';
import { destroyKey } from '@/lib/keys/destroy';
import { paced, resealAll, usualRate } from '@/lib/keys/keep-keys';
import { tryMasterKey } from '@/lib/keys/overview';
import { type KeyName, rotateKey } from '@/lib/keys/rotate';
import { type KeyStatus, readKeyStatus, valuesLeft } from '@/lib/keys/status';
import { KeyServiceFault } from '@/lib/keys/transit/key-service-fault';
import { connectOwner } from '../connect';
import { progressBar } from '../lib/progress-bar';
import { atCommandLine } from '../lib/user-name';
import { wrongUsage } from '../lib/wrong-usage';
import { rewrap } from './keys/rewrap';

const classes = keyClass.enumValues.filter((name) => name !== 'LOOKUPS');

export const help = `ops keys status                                  age of each data key, and how many values it seals
ops keys rotate [--class C] [--institution ID] [--rate N]
                                                 gives each class its next key and seals everything anew with it
ops keys rewrap [--to environment] [--old-master-key-file FILE]
                                                 wraps every data key with the master key that is set now
ops keys destroy ID --backups-are-gone           an old key that holds nothing any more, for good; refused while a
                                                 backup or archive from before is kept

C is one of ${classes.map((name) => name.toLowerCase()).join(', ')}. People can work meanwhile; --rate is the most values a second
(${usualRate} unless said). A rotation that was stopped or killed is finished, not begun again, by the next one. A value that
does not open stays as it is, and holds up nothing.
What a destroyed key sealed in an older backup opens never again.
rewrap is for a change of MASTER_KEY (the old one in MASTER_KEY_PREVIOUS, or in FILE), for moving to a key service (KMS_URL),
and, with --to environment, for moving away from it. It can be stopped, and goes on with what is left.
--json prints one JSON object.`;

const options = {
  class: { type: 'string' },
  institution: { type: 'string' },
  rate: { type: 'string' },
  'backups-are-gone': { type: 'boolean' },
  'old-master-key-file': { type: 'string' },
  to: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Flags = ReturnType<typeof parse>['values'];

/** Runs `ops keys …`. Answers with the exit code: 0 done, 1 failed or something overdue, 2 wrong usage. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [verb, id, ...rest] = positionals;
  if (values.help) return say(help, 0);
  if (verb === 'status' && positionals.length === 1)
    return onDatabase((database) => status(database, values));
  if (verb === 'rotate' && positionals.length === 1 && isWanted(values))
    return onDatabase((database) => rotate(database, values));
  if (verb === 'rewrap' && positionals.length === 1 && (values.to ?? 'environment') === 'environment')
    return onDatabase((database) => rewrap(database, values), 'owner');
  if (verb === 'destroy' && id !== undefined && rest.length === 0 && values['backups-are-gone'])
    return onDatabase((database) => destroy(database, id, values));
  return wrongUsage('keys', args, help);
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    return { values: {}, positionals: [] };
  }
}

const classOf = (text: string | undefined): KeyClass | undefined =>
  classes.find((name) => name === text?.toUpperCase());
const rateOf = (text: string | undefined): number => Number(text ?? usualRate);
const isWanted = ({ class: name, rate }: Flags): boolean =>
  (name === undefined || classOf(name) !== undefined) && rateOf(rate) > 0;

/** @param as only the owner may change by whom a data key is wrapped */
async function onDatabase(
  work: (database: Database) => Promise<number>,
  as: 'application' | 'owner' = 'application',
): Promise<number> {
  const connection = await connectOwner({ mayMake: false });
  const database = openDatabase(as === 'owner' ? connection.ownerUrl : connection.appUrl, 2);
  try {
    return await work(database);
  } catch (error) {
    if (error instanceof KeyServiceFault) console.error(`Stopped: ${error.reason}. Nothing is lost.`);
    else console.error(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await database.close();
    await connection.close();
  }
}

const readAll = (database: Database) => asSystem((tx) => readKeyStatus(tx, null), database);

async function status(database: Database, { json }: Flags): Promise<number> {
  const keys = await readAll(database);
  const master = await tryMasterKey();
  const faults = keys.filter(
    ({ isOverdue, isOurs, state }) => isOverdue || (!isOurs && state !== 'DESTROYED'),
  );
  const code = faults.length > 0 || master.fault !== null ? 1 : 0;
  if (json) return say(JSON.stringify({ master, keys }), code);
  const head = `Wrapped by ${master.name}: ${master.fault === null ? 'tried, and well' : `FAILING: ${master.fault}`}`;
  const lines = keys.map(line);
  return say(
    [head, ...(lines.length > 0 ? lines : ['There are no data keys yet: nothing has been sealed.'])].join(
      '\n',
    ),
    code,
  );
}

const stateWords = { ACTIVE: 'active', DECRYPT_ONLY: 'opens only', DESTROYED: 'destroyed' } as const;

function line({
  institution,
  keyClass,
  version,
  algorithm,
  state,
  age,
  rotateAfter,
  rows,
  ...key
}: KeyStatus): string {
  const limit = state === 'ACTIVE' && rotateAfter !== null ? ` of ${rotateAfter}` : '';
  return [
    `${institution} · ${keyClass.toLowerCase()} · version ${version}`,
    `  ${stateWords[state]} · ${algorithm} · ${age}${limit} days old · ${rows.toLocaleString('en')} values · ${key.id}`,
    ...(key.isOverdue ? ['  OVERDUE: ops keys rotate'] : []),
    ...(key.isOurs || state === 'DESTROYED'
      ? []
      : ['  WRAPPED BY ANOTHER MASTER KEY: its values do not open']),
    ...(key.isOurs && !key.isCurrent && state !== 'DESTROYED'
      ? ['  wrapped by an older master key: ops keys rewrap']
      : []),
  ].join('\n');
}

async function rotate(database: Database, flags: Flags): Promise<number> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  const isChosen = (key: KeyName) =>
    (flags.class === undefined || key.keyClass === classOf(flags.class)) &&
    (flags.institution === undefined || key.institutionId === flags.institution);
  const known = await readAll(database);
  const place = flags.institution;
  if (place !== undefined && !known.some(({ institutionId }) => institutionId === place))
    throw new Error(
      `No institution with the id “${place}” has a key: ops keys status --json lists their ids.`,
    );
  const keys = known.filter(isChosen);
  const left = async () => valuesLeft((await readAll(database)).filter(isChosen));
  const bar = progressBar();
  let done = 0;
  let total = 0;
  const pace = paced(rateOf(flags.rate), stopping.signal, async ({ swapped }) => {
    done += swapped;
    bar.show(Math.min(1, done / Math.max(1, total)), `${done} of ${total} values`);
  });
  const reseal = async (only: (key: KeyName) => boolean) => {
    total = done + (await left());
    return resealAll(database, stopping.signal, pace, only);
  };
  const passedOver: KeyStatus[] = [];
  let rotated = 0;
  for (const key of keys.filter(({ state, rotateAfter }) => state === 'ACTIVE' && rotateAfter !== null)) {
    const isSame = isOf(key);
    // Values that do not open stay where they are: a rotation of which only those are left has come to its end.
    const isFinished =
      valuesLeft(keys.filter(isSame)) === 0 ||
      ((await reseal(isSame)).swapped === 0 && !stopping.signal.aborted);
    if (!isFinished) passedOver.push(key);
    else if (await asSystem((tx) => rotateKey(tx, null, key, { by: atCommandLine() }), database))
      rotated += 1;
  }
  const { unopenable } = await reseal(isChosen);
  bar.end();
  const result = { rotated, resealed: done, unopenable, left: await left() };
  return say(
    flags.json ? JSON.stringify(result) : [told(result), ...passedOver.map(whyNoNew)].join('\n'),
    result.left > 0 ? 1 : 0,
  );
}

const isOf = (one: KeyName) => (key: KeyName) =>
  key.institutionId === one.institutionId && key.keyClass === one.keyClass;

const whyNoNew = ({ institution, keyClass }: KeyStatus) =>
  `No new key for ${keyClass.toLowerCase()} of ${institution}: its last rotation was not finished, so this run went on with it. Run it again for a new key.`;

const told = (result: { rotated: number; resealed: number; unopenable: number; left: number }) =>
  `${counted(result.rotated, 'new key')} · ${result.resealed} values sealed anew · ${result.unopenable} do not open · ${result.left} left on old keys`;

async function destroy(database: Database, id: string, { json }: Flags): Promise<number> {
  await asSystem((tx) => destroyKey(tx, null, id, { by: atCommandLine() }), database);
  return say(json ? JSON.stringify({ destroyed: id }) : `${id} is destroyed.`, 0);
}

function say(text: string, code: number): number {
  console.log(text);
  return code;
}
