import '@mantine/core/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createConnectionManager } from './connection/connection-manager.ts';
import sessionDocument from './connection/session.graphql?raw';
import { startI18n } from './i18n/start-i18n.ts';

const { protocol, host } = window.location;
const connection = createConnectionManager({
  url: '/graphql',
  socketUrl: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/graphql`,
  sessionDocument,
  storages: { tab: window.sessionStorage, browser: window.localStorage },
  keepToken: import.meta.env.WEB_TOKEN_STORE === 'localStorage',
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');
void connection.session.start();
await startI18n();
createRoot(root).render(
  <StrictMode>
    <App connection={connection} />
  </StrictMode>,
);
