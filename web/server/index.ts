export { type BuildWebOptions, type BuiltWeb, buildWeb } from './build-web.ts';
export { startViteDev, type ViteDevOptions } from './start-vite-dev.ts';
export {
  type RunningWebServer,
  startWebServer,
  type WebServerOptions,
} from './start-web-server.ts';
