/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly WEB_TOKEN_STORE: 'memory' | 'localStorage';
}
