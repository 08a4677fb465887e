import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { toFailure } from '../../../connection/failure.ts';
import { useConnection } from '../../../hooks/connection-context.ts';
import { type PasswordFault, passwordFaultOf } from './password-fault.ts';

/** Why an invitation could not be redeemed; `used` can't be mended by trying again. */
export type InvitationProblem =
  | { readonly kind: 'used' | 'network' | 'tooMany' | 'other'; readonly requestId: string | null }
  | { readonly kind: 'password'; readonly fault: PasswordFault };

/** Redeems the invitation whose token stands behind `#`, which never left the browser, and goes to the dashboard. */
export function useAcceptInvitation() {
  const { session } = useConnection();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const token = hash.slice(1);
  const [problem, setProblem] = useState<InvitationProblem | null>(null);
  const [isBusy, setBusy] = useState(false);

  const accept = async (password: string) => {
    setProblem(null);
    setBusy(true);
    try {
      const isSignedIn = await session.accept({ token, password });
      await navigate(isSignedIn ? '/' : '/sign-in', { replace: true });
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  const isLinkBroken = token === '' || problem?.kind === 'used';
  return { accept, problem, isBusy, isLinkBroken };
}

function problemOf(error: unknown): InvitationProblem {
  const { code, fields, requestId } = toFailure(error);
  if (fields.password) return { kind: 'password', fault: passwordFaultOf(fields.password) };
  if (fields.token) return { kind: 'used', requestId };
  if (code === 'NETWORK') return { kind: 'network', requestId };
  return { kind: code === 'RATE_LIMITED' ? 'tooMany' : 'other', requestId };
}
