export { rewindConsumers } from './rewind-consumers.ts';
export { startTestDatabase, type TestDatabase } from './test-database.ts';
export {
  startTestPlugin,
  type TestAnswer,
  type TestPlugin,
  type TestPluginOptions,
  type TestViewer,
} from './test-plugin.ts';
