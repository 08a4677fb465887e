import { afterAll, beforeAll } from '@jest/globals';
import { closeStage, openStage } from './stage.ts';
import './looks.journeys.ts';

// Beside the other journeys, on a platform of its own: it looks at every page three times.
beforeAll(() => openStage(), 300_000);
afterAll(closeStage, 60_000);
