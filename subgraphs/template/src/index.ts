import { startPlugin } from '@gestas/sdk';
import { definition } from './definition.ts';

export const plugin = await startPlugin(definition);
