import { lazy } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useSessionState } from '../hooks/connection-context.ts';
import { loadFeatureTexts } from '../i18n/start-i18n.ts';
import { publicPages } from './public-pages.ts';
import { Splash } from './Splash.tsx';

const Shell = lazy(async () => {
  const [{ Shell: Loaded }] = await Promise.all([import('./shell/Shell.tsx'), loadFeatureTexts()]);
  return { default: Loaded };
});

/** Public pages by their path; everything else needs a session and is shown inside the shell. */
export function AppRoutes() {
  return (
    <Routes>
      {publicPages.map(({ path, Page }) => (
        <Route key={path} path={path} element={<Page />} />
      ))}
      <Route path="*" element={<SignedIn />} />
    </Routes>
  );
}

function SignedIn() {
  const state = useSessionState();
  const { pathname, search } = useLocation();
  if (state.status === 'starting') return <Splash isUnreachable={state.unreachable} />;
  if (state.status === 'signed-in') return <Shell key={state.session.id} />;
  const isPlain = pathname === '/' || state.reason === 'left';
  const query = isPlain ? '' : `?next=${encodeURIComponent(pathname + search)}`;
  return <Navigate to={`/sign-in${query}`} replace state={{ reason: state.reason }} />;
}
