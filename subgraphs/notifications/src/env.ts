import { readEnv } from '@gestas/sdk';
import { z } from 'zod';
import { LANGUAGES } from './models/language.ts';

/** `NOTIFICATIONS_LANGUAGE`: what is spoken to who asks for no language, or for one that is not spoken here. */
export const env = readEnv({ NOTIFICATIONS_LANGUAGE: z.enum(LANGUAGES).default('es') });
