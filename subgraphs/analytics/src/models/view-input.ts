import { Id } from '@gestas/sdk';
import { z } from 'zod';

/** What `recordView` accepts. */
export const RecordView = z.object({ postId: Id });
