/** Hints over PostgreSQL when it is away in the very moment of the start: behind a door that is closed at first. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '@/infra/log/log';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { openHintQueue, openHintWorker } from './hint-queue';

let database: TestDatabase;
let door: Server;
let isOpen = false;
let refused = 0;
const sockets = new Set<Socket>();

beforeAll(async () => {
  database = await createTestDatabase();
  door = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (!isOpen) {
      refused += 1;
      socket.destroy();
      return;
    }
    const upstream = connect(Number(new URL(database.url).port), '127.0.0.1');
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
    upstream.on('close', () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  door.close();
  await database.drop();
});

it('a receiver and a sender that start while the database is away work when it is back, and say little', async () => {
  const url = new URL(database.url);
  const address = door.address();
  url.port = String(typeof address === 'object' && address ? address.port : 0);
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLog({ name: 'test', level: 'warn', pretty: false, destination });
  const store = { kind: 'postgres', connectionString: url.href } as const;

  let wakes = 0;
  const receiver = openHintWorker({ store, log, onWake: () => (wakes += 1) });
  const sender = openHintQueue(store, log);
  await sender.add();
  await until(() => refused >= 4);
  isOpen = true;
  const again = setInterval(() => void sender.add(), 100);
  await until(() => wakes > 0);
  clearInterval(again);
  expect(lines.length).toBeLessThan(20);
  await sender.close();
  await receiver.close();
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
