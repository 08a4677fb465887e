export type { ManagedPlugin } from './engine/managed-plugin.ts';
export { type Router, type RouterOptions, startRouter } from './engine/start-router.ts';
export {
  DEFAULT_LIMITS,
  type LimitsProfile,
  STATIC_LIMITS,
  TEST_LIMITS,
} from './limits/limits-profile.ts';
export type { PluginTransport } from './traffic/plugin-target.ts';
