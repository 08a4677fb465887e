import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { toFailure } from '../../../connection/failure.ts';
import type { Credentials } from '../../../connection/session.ts';
import { useConnection } from '../../../hooks/connection-context.ts';
import { safeDestination } from './safe-destination.ts';

const TENANT_KEY = 'gestas.tenant';

/** Why signing in did not work, as the form tells it; each kind has its texts. */
export type SignInProblem = {
  readonly kind: 'refused' | 'tooMany' | 'network' | 'secondFactor' | 'other';
  readonly requestId: string | null;
};

const KINDS: Readonly<Record<string, SignInProblem['kind']>> = {
  UNAUTHENTICATED: 'refused',
  BAD_USER_INPUT: 'refused',
  RATE_LIMITED: 'tooMany',
  NETWORK: 'network',
};

/** Signs in and goes where the person wanted to; otherwise tells the problem. */
export function useSignIn() {
  const { session } = useConnection();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [isBusy, setBusy] = useState(false);

  const signIn = async (typed: Credentials) => {
    const credentials = { ...typed, tenant: typed.tenant.trim(), email: typed.email.trim() };
    setProblem(null);
    setBusy(true);
    try {
      const result = await session.signIn(credentials);
      if (result.kind === 'second-factor') {
        return setProblem({ kind: 'secondFactor', requestId: null });
      }
      localStorage.setItem(TENANT_KEY, credentials.tenant);
      await navigate(safeDestination(search.get('next')), { replace: true });
    } catch (error) {
      const { code, requestId } = toFailure(error);
      const kind = KINDS[code] ?? 'other';
      setProblem({ kind, requestId: kind === 'other' ? requestId : null });
    } finally {
      setBusy(false);
    }
  };
  return { signIn, problem, isBusy, rememberedTenant: localStorage.getItem(TENANT_KEY) ?? '' };
}
