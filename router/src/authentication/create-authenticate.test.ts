import { AppError } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { createAuthenticate } from './create-authenticate.ts';

const viewer = { userId: 'u', tenantId: 't', roleId: 'r', permissions: [], sessionId: 's' };
const authenticate = createAuthenticate(
  async (token) => {
    if (token === 'old') throw new AppError('TOKEN_EXPIRED', 'old');
    if (token !== 'good') throw new AppError('TOKEN_INVALID', 'bad');
    return { viewer, expiresAt: 1, rolesVersion: 1 };
  },
  async (token) => token.viewer,
);

describe('an Authorization header', () => {
  it.each([[undefined], [''], ['  ']])('%p is an anonymous visitor', async (header) => {
    expect(await authenticate(header)).toEqual({
      viewer: null,
      tokenState: 'absent',
      expiresAt: null,
    });
  });

  it('with a good token is its viewer, whatever the scheme’s case', async () => {
    const known = { viewer, tokenState: 'valid', expiresAt: 1 };
    expect(await authenticate('Bearer good')).toEqual(known);
    expect(await authenticate('bearer  good ')).toEqual(known);
  });

  it('with an expired token is anonymous, and marked', async () => {
    expect(await authenticate('Bearer old')).toEqual({
      viewer: null,
      tokenState: 'expired',
      expiresAt: null,
    });
  });

  it.each([
    ['Bearer bad'],
    ['Basic good'],
    ['good'],
    ['Bearer'],
    ['Bearer good good'],
    ['Bearer good, Bearer good'],
    ['Bearer <x>'],
  ])('%s is refused', async (header) => {
    await expect(authenticate(header)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });
});
