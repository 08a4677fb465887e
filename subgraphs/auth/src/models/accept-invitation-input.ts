import { isId } from '@gestas/sdk';
import { z } from 'zod';
import { Password } from './password.ts';

const TOKEN = /^([^.]+)\.[A-Za-z0-9_-]{43}$/;

/** What `acceptInvitation` accepts. What is no token of ours (`tenant.secret`) is answered like an unknown one. */
export const AcceptInvitationInput = z.object({
  token: z
    .string()
    .trim()
    .transform((token) => {
      const [, tenantId = ''] = TOKEN.exec(token) ?? [];
      return { value: token, tenantId: isId(tenantId) ? tenantId.toLowerCase() : null };
    }),
  password: Password,
});
