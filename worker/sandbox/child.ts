/**
 * The sandbox child: loads the engine, gives up its user where it can, then runs one request after another. It is
 * started with an empty environment and killed without warning.
 */
import { createGuest } from './run-guest';
import type { ChildMessage, ChildRequest } from './protocol';

/** The account without rights that Linux and macOS have; guest code never needs the file system. */
const NOBODY = 65_534;

function send(message: ChildMessage): void {
  process.send?.(message);
}

function becomeNobody(): void {
  if (process.getuid?.() !== 0) return;
  try {
    process.setgroups?.([]);
    process.setgid?.(NOBODY);
    process.setuid?.(NOBODY);
  } catch {
    // A container may forbid the change; the engine and the process stay the walls.
  }
}

const guest = await createGuest();
becomeNobody();
process.on('disconnect', () => process.exit(0));
process.on('message', (request: ChildRequest) => {
  const { text, worn } = guest.run(request);
  send({ kind: 'reply', id: request.id, text, worn });
});
send({ kind: 'ready' });
