/**
 * Ends the embedded database when this supervisor was killed and nobody took over: a shell waits for the pipe to close,
 * gives the children time to drain, and looks whether a newer start has claimed the folder before it acts.
 */
import { spawn } from 'node:child_process';
import type { Instance } from './instance';

const SCRIPT = `
cat >/dev/null
sleep 30
grep -q "$2" "$3" 2>/dev/null || exit 0
case "$(ps -p "$1" -o comm= 2>/dev/null)" in *postgres*) kill -INT "$1" ;; esac
`;

/** Starts the guard. The function it gives back sends it away. */
export function guardDatabase(postmasterPid: number, instance: Instance): () => void {
  const guard = spawn(
    '/bin/sh',
    ['-c', SCRIPT, 'heddle-guard', String(postmasterPid), instance.claim, instance.file],
    {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { NODE_ENV: 'production', PATH: '/usr/local/bin:/usr/bin:/bin' },
    },
  );
  guard.on('error', () => undefined);
  guard.unref();
  return () => void guard.kill('SIGKILL');
}
