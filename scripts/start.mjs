import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfNeeded, requireNode } from './lib/install.mjs';
import { watchParent } from './lib/watch-parent.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

requireNode();
await installIfNeeded(root);
serve(process.argv.slice(2));

/** Runs the server as a child; all it adds is the loader for TypeScript and the signals. */
function serve(options) {
  const loaders = [
    '--conditions=react-server',
    '--import',
    'tsx',
    '--import',
    './scripts/lib/watch-parent.mjs',
  ];
  const server = spawn(process.execPath, [...loaders, 'scripts/serve.ts', ...options], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', SYLLABASE_PARENT_PID: String(process.pid) },
  });
  let stopping = false;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      stopping = true;
      server.kill(name);
    });
  }
  // A signal to npm does not always reach its child; a shell that started us directly may well go away.
  if (process.env.npm_lifecycle_event) watchParent(process.ppid);
  // Stopped before it could listen for the signal is stopped all the same.
  server.on('exit', (code) => process.exit(code ?? (stopping ? 0 : 1)));
}
