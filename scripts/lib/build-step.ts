import { spawn } from 'node:child_process';
import { buildArguments, buildEnvironment, fingerprint, isBuildFresh, stampBuild } from './build.mjs';

const watchParent = new URL('./watch-parent.mjs', import.meta.url).href;

/** Builds the product unless `.next` holds a build of these very sources. True when it built. */
export async function buildIfStale(root: string, signal: AbortSignal): Promise<boolean> {
  if (isBuildFresh(root)) return false;
  const print = fingerprint(root);
  const output = await runQuietly(buildArguments, root, signal);
  if (output !== null) throw new Error(`The production build failed:\n${output}`);
  stampBuild(root, print);
  return true;
}

/** Null when all went well, else what the program printed. */
function runQuietly(args: string[], cwd: string, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const env = { ...buildEnvironment(process.env), SYLLABASE_PARENT_PID: String(process.pid) };
    const child = spawn(process.execPath, ['--import', watchParent, ...args], {
      cwd,
      env,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? null : output.trim()));
  });
}
