import { readEnv } from '@gestas/sdk';
import { z } from 'zod';

/** `WEB_ORIGIN`: where invitation links lead. */
export const env = readEnv({ WEB_ORIGIN: z.url().default('http://localhost:5173') });
