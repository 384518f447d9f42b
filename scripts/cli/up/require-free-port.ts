/** A taken port is told before anything is started. */
import net from 'node:net';
import { UserProblem } from '@/core/errors/app-error';

/** Throws `up.port-busy` or `up.port-refused`, each with what to do. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const code = await new Promise<string | null>((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(null)));
  });
  if (code === null) return;
  if (code === 'EADDRINUSE') {
    throw new UserProblem(
      'up.port-busy',
      `Port ${port} on ${host} is taken by another program. Stop that program, or choose another port: PORT=${port + 1} npm start`,
    );
  }
  throw new UserProblem(
    'up.port-refused',
    `Heddle may not listen on ${host}:${port} (${code}). Set PORT to a number above 1023 and HOST to an address of this machine.`,
  );
}
