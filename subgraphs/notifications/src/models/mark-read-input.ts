import { Id } from '@gestas/sdk';
import { z } from 'zod';

/** What `markNotificationRead` accepts. */
export const MarkRead = z.object({ id: Id });
