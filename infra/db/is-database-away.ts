/** Restarting, shutting down, too many connections; lost or refused connections of every kind. */
const SERVER_CODES = /^(?:57P0[123]|08\w{3}|53300|P1001|P1002|P1008|P1017|P2024|P2037)$/;
const SOCKET_CODES = /^E(?:CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH)$/;
const MESSAGES =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered|Can't reach database|Server has closed the connection/i;
const MAX_CAUSES = 5;

/**
 * True when the database, and not what was asked of it, is why something failed: trying again in a moment may help.
 * Looks through wrapped errors, as the driver adapter makes them.
 */
export function isDatabaseAway(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && current instanceof Error; depth += 1) {
    const code = 'code' in current ? String(current.code) : '';
    if (SERVER_CODES.test(code) || SOCKET_CODES.test(code) || MESSAGES.test(current.message)) return true;
    current = current.cause;
  }
  return false;
}
