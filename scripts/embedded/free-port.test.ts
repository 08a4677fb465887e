import { createServer } from 'node:net';
import { describe, expect, it, jest } from '@jest/globals';
import { freePort, freePortBase } from './free-port.ts';

describe('freePort', () => {
  it('finds a port that can be listened on, away from those of outgoing connections and of platforms', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    random.mockReturnValueOnce(0.5).mockReturnValue(0.6);
    const other = await freePort();
    random.mockRestore();
    expect(other).not.toBe(port);
    for (const one of [port, other]) {
      expect(one).toBeGreaterThanOrEqual(10_000);
      expect(one).toBeLessThan(20_000);
    }
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('freePortBase', () => {
  it('keeps away from ports in use and from those of outgoing connections', async () => {
    const base = await freePortBase();
    expect(base % 20).toBe(0);
    expect(base).toBeGreaterThanOrEqual(20_000);
    expect(base).toBeLessThan(32_000);
    for (const draw of [0, 0.9999]) {
      const random = jest.spyOn(Math, 'random').mockReturnValueOnce(draw);
      const drawn = await freePortBase();
      random.mockRestore();
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(drawn + 7, resolve));
      const again = jest.spyOn(Math, 'random').mockReturnValueOnce(draw);
      expect(await freePortBase()).not.toBe(drawn);
      again.mockRestore();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
