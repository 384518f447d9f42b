/**
 * The sandbox child: loads the engine, gives up its user where it can, then runs one request after another. It is
 * started with an empty environment and killed without warning.
 */
import { createGuest } from './run-guest';
import { createSqlGuest } from './run-sql';
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

function answer(request: ChildRequest): Promise<{ text: string; worn: boolean }> {
  return request.kind === 'sql' ? sqlGuest.run(request) : Promise.resolve(guest.run(request));
}

const guest = await createGuest();
const sqlGuest = await createSqlGuest();
becomeNobody();
process.on('disconnect', () => process.exit(0));
process.on('message', (request: ChildRequest) => {
  void answer(request).then(({ text, worn }) => send({ kind: 'reply', id: request.id, text, worn }));
});
send({ kind: 'ready' });
