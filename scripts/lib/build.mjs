import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['app', 'components', 'lib', 'db', 'public'];
const ROOT_FILES = /^(package-lock\.json|tsconfig\.json|.+\.(ts|mts|cts|mjs|cjs|js))$/;
const OUTSIDE_THE_BUILD =
  /(\.test\.tsx?$|^db\/(seed|migrations|embedded|testing)\/|^next-env\.d\.ts$|^(vitest|drizzle|playwright)\.config\.)/;

/** The arguments of Node that build the product, and the environment they need. */
export const buildArguments = ['node_modules/next/dist/bin/next', 'build'];

/** What differs from one server to the next. */
const forEachServer = /^(DATABASE_URL|AUTH_SECRET|MASTER_KEY(_PREVIOUS)?|KMS_.*|S3_.*|OTEL_.*)$/;

/**
 * The environment of a build: without database and secrets, so that one build serves every database and
 * the outcome does not depend on who ran it.
 */
export function buildEnvironment(environment) {
  const rest = { ...environment };
  for (const name of Object.keys(rest)) if (forEachServer.test(name)) delete rest[name];
  return { ...rest, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
}

/** Whether `.next` holds a finished build of exactly these sources. */
export function isBuildFresh(root, environment = process.env) {
  const stamp = join(root, '.next', 'syllabase-build');
  if (!existsSync(stamp) || !existsSync(join(root, '.next', 'BUILD_ID'))) return false;
  return readFileSync(stamp, 'utf8') === fingerprint(root, environment);
}

/** Records what was built; taken before the build, since sources may change during it. */
export function stampBuild(root, print) {
  writeFileSync(join(root, '.next', 'syllabase-build'), print);
}

/** A hash over every file and public variable that the build reads. */
export function fingerprint(root, environment = process.env) {
  const hash = createHash('sha256');
  for (const path of sources(root)) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  for (const name of Object.keys(environment).sort()) {
    if (name.startsWith('NEXT_PUBLIC_')) hash.update(`${name}=${environment[name]}\0`);
  }
  return hash.digest('hex');
}

function sources(root) {
  const top = readdirSync(root).filter((name) => ROOT_FILES.test(name));
  const deep = FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    filesBelow(root, folder),
  );
  return [...top, ...deep].filter((path) => !OUTSIDE_THE_BUILD.test(path)).sort();
}

function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
}
