import { z } from 'zod';

/** What `setPluginEnabled` is told. */
export const PluginSwitch = z.strictObject({
  plugin: z.string().trim().min(1).max(100),
  enabled: z.boolean(),
});
