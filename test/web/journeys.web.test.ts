import { afterAll, beforeAll } from '@jest/globals';
import { closeStage, openStage } from './stage.ts';
import './identity.journeys.ts';
import './inbox.journeys.ts';
import './metrics.journeys.ts';
import './plugins.journeys.ts';
import './posts.journeys.ts';
import './recording.journeys.ts';
import './sessions.journeys.ts';
import './studio.journeys.ts';
import './users.journeys.ts';
// Last: what it mounts is in everybody's menu from then on.
import './forge.journeys.ts';

// One platform for all of these: starting it takes longer than most journeys.
beforeAll(() => openStage(), 300_000);
afterAll(closeStage, 60_000);
