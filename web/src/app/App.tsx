import { MantineProvider } from '@mantine/core';
import { Suspense } from 'react';
import { BrowserRouter } from 'react-router';
import type { ConnectionManager } from '../connection/connection-manager.ts';
import { ConnectionContext } from '../hooks/connection-context.ts';
import { AppRoutes } from './AppRoutes.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Splash } from './Splash.tsx';
import { resolveVariables, theme } from './theme.ts';

/** The whole client. */
export function App({ connection }: { connection: ConnectionManager }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
    >
      <ErrorBoundary>
        <ConnectionContext value={connection}>
          <BrowserRouter>
            <Suspense fallback={<Splash />}>
              <AppRoutes />
            </Suspense>
          </BrowserRouter>
        </ConnectionContext>
      </ErrorBoundary>
    </MantineProvider>
  );
}
