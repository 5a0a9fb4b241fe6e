import { existsSync, lchownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type Account = { uid: number; gid: number };

const FIXED: Account = { uid: 26999, gid: 26999 };
const isRoot = () => process.getuid?.() === 0;

/**
 * The account Postgres runs under. Null means the current user. Postgres refuses root, so root lends it
 * whoever owns the cluster already, else the system's `postgres` user, else a fixed number.
 */
export function serverAccount(clusterDir: string): Account | null {
  if (!isRoot()) return null;
  return ownerOf(clusterDir) ?? accountNamed('postgres') ?? FIXED;
}

/** initdb insists on a user with a name, the server does not; a nameless account borrows `nobody`. */
export function initdbAccount(account: Account | null): Account | null {
  if (!account || passwd().some((entry) => entry.uid === account.uid)) return account;
  return accountNamed('nobody') ?? passwd().find((entry) => entry.uid !== 0) ?? account;
}

/** Hands a cluster that root restored or copied to the account that will run it. */
export function claimCluster(clusterDir: string, account: Account | null): void {
  const owner = statSync(clusterDir).uid;
  if (account && owner !== account.uid) chownTree(clusterDir, account);
  if (!account && process.getuid && owner !== process.getuid()) {
    throw new Error(`${clusterDir} belongs to user ${owner}. Start as that user, or as root.`);
  }
}

/** Gives a folder and everything below it to an account; links are changed themselves, never followed. */
export function chownTree(path: string, account: Account): void {
  lchownSync(path, account.uid, account.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const entry of readdirSync(path)) chownTree(join(path, entry), account);
}

function ownerOf(path: string): Account | null {
  if (!existsSync(path)) return null;
  const { uid, gid } = statSync(path);
  return uid === 0 ? null : { uid, gid };
}

function accountNamed(name: string): Account | null {
  return passwd().find((entry) => entry.name === name) ?? null;
}

function passwd(): (Account & { name: string })[] {
  if (!existsSync('/etc/passwd')) return [];
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
