import '@mantine/notifications/styles.css';
import { ApolloProvider } from '@apollo/client/react';
import { AppShell, Container } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { RowSkeletons } from '../../components/RowSkeletons.tsx';
import { createApolloClient } from '../../connection/create-apollo-client.ts';
import { useConnection } from '../../hooks/connection-context.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { ShellHeader } from './ShellHeader.tsx';
import { ShellNavigation } from './ShellNavigation.tsx';
import { ShellRoutes } from './ShellRoutes.tsx';
import { Toasts } from './Toasts.tsx';

/** The frame around every page of a signed-in viewer, with an Apollo client of its own for each session. */
export function Shell() {
  const { t } = useTranslation('app');
  const { pathname } = useLocation();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const client = useSessionClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the page changes
  useEffect(close, [pathname, close]);
  return (
    <ApolloProvider client={client}>
      <Toasts />
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <AppShell
        header={{ height: 60 }}
        navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding="md"
      >
        <ShellHeader isOpen={isOpen} onToggle={toggle} />
        <ShellNavigation />
        <AppShell.Main id="content" tabIndex={-1}>
          <Container size="xl" px={{ base: 0, sm: 'sm' }} py="sm">
            <ErrorBoundary key={pathname}>
              <Suspense fallback={<RowSkeletons />}>
                <ShellRoutes />
              </Suspense>
            </ErrorBoundary>
          </Container>
        </AppShell.Main>
      </AppShell>
    </ApolloProvider>
  );
}

/** The Apollo client of this session; it loads its data anew when events were lost for good. */
function useSessionClient() {
  const connection = useConnection();
  const [client] = useState(() => createApolloClient(connection));
  useEffect(
    () => connection.onGap(() => client.refetchQueries({ include: 'active' })),
    [client, connection],
  );
  useEffect(() => () => client.stop(), [client]);
  return client;
}
