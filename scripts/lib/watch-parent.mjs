const POLL_MS = 300;
const PATIENCE_MS = 60_000;

/** Ends this process, gently first, when the process that started it goes away. */
export function watchParent(parent) {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  }, POLL_MS);
  timer.unref();
}

/** Loaded with --import, this module watches the process named in the environment. */
const parent = Number(process.env.SYLLABASE_PARENT_PID);
// Not for grandchildren: their parent is this process.
delete process.env.SYLLABASE_PARENT_PID;
if (parent > 0) watchParent(parent);
