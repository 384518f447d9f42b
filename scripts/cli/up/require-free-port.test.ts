import { once } from 'node:events';
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { requireFreePort } from './require-free-port';

describe('requireFreePort', () => {
  it('tells who is in the way and what to do', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as net.AddressInfo;
    await expect(requireFreePort('127.0.0.1', port)).rejects.toMatchObject({
      code: 'up.port-busy',
      message: expect.stringContaining(`PORT=${port + 1} npm start`) as string,
    });
    other.close();
    await once(other, 'close');
    await requireFreePort('127.0.0.1', port);
  });

  it('tells about an address that is not of this machine', async () => {
    await expect(requireFreePort('192.0.2.1', 3000)).rejects.toMatchObject({ code: 'up.port-refused' });
  });
});
