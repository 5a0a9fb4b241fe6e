import { spawn } from 'node:child_process';

const running = new Set();

/** Runs a Node program with its output shown; true when it ended well. */
export function runNode(args, env) {
  return run(process.execPath, args, env);
}

/** Runs npm the way we were run ourselves. */
export function runNpm(args, env) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js')
    ? run(process.execPath, [cli, '--silent', ...args], env)
    : run('npm', ['--silent', ...args], env);
}

/** Asks every program that still runs to end. */
export function endRunning() {
  for (const child of running) child.kill('SIGTERM');
}

/** Runs a program with its output shown; true when it ended well. */
export function run(program, args, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    running.add(child);
    const end = (held) => {
      running.delete(child);
      resolve(held);
    };
    child.once('error', (error) => {
      console.error(`${program}: ${error.message}`);
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}
