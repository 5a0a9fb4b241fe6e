const socketFaults = /^(ECONN|EPIPE|ENOTFOUND|ENOENT|EAI_AGAIN|ETIMEDOUT|EHOST|ENET)/;
/** Shutting down, starting up, too many connections, connection failures. */
const serverFaults = /^(57P0[123]|53300|08)/;
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an error, or what caused it, says that the database is away, as opposed to having refused a statement. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (socketFaults.test(code) || serverFaults.test(code) || lostConnection.test(error.message)) return true;
  return isAway(error.cause);
}
