import { Route, Routes } from 'react-router';
import { Forbidden } from '../../components/Forbidden.tsx';
import type { FeatureRoute } from '../../features/feature.ts';
import { usePermissions } from '../../hooks/connection-context.ts';
import { Dashboard } from '../dashboard/Dashboard.tsx';
import { featureRoutes } from '../features.ts';
import { MissingPage } from './MissingPage.tsx';

/** The pages inside the shell; one that the viewer's role does not open says so. */
export function ShellRoutes() {
  return (
    <Routes>
      <Route index element={<Dashboard />} />
      {featureRoutes.map((route) => (
        <Route key={route.path} path={route.path} element={<Guarded {...route} />} />
      ))}
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}

function Guarded({ permission, Page }: FeatureRoute) {
  const isAllowed = usePermissions();
  if (permission !== undefined && !isAllowed(permission)) {
    return <Forbidden permission={permission} />;
  }
  return <Page />;
}
