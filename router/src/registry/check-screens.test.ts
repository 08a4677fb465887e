import { composeServices } from '@apollo/composition';
import { createLogger, withPlatformHeader } from '@gestas/sdk';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { sampleManifest } from '../../../packages/sdk/src/registry/testing/sample-manifest.ts';
import { checkScreens } from './check-screens.ts';
import { createMounter } from './create-mounter.ts';
import { toCandidate } from './restore-plugins.ts';

const SDL = withPlatformHeader('type Query { count: Int @tag(name: "public") }');
const title = { es: 'Cuenta', en: 'Count' };
const manifestWith = (document: string, permission = 'sample:thing:read') =>
  sampleManifest({
    permissions: [{ name: 'sample:thing:read', description: title }],
    ui: {
      navigation: [],
      pages: [],
      widgets: [
        { kind: 'stat', name: 'count', title, permission, document, path: 'count', icon: 'chart' },
      ],
    },
  });
const { supergraphSdl = '' } = composeServices([{ name: 'plugin-sample', typeDefs: parse(SDL) }]);

describe('checkScreens', () => {
  it('lets pass what fits the composed graph', () => {
    const one = { manifest: manifestWith('{ count }') };
    expect(checkScreens([one], [one], supergraphSdl)).toEqual([]);
  });

  it('names what is not in the graph, and permissions nobody contributes', () => {
    const lost = { manifest: manifestWith('{ secret }') };
    expect(checkScreens([lost], [lost], supergraphSdl)).toMatchObject([
      { code: 'UI_INVALID', coordinates: ['ui.widgets.count.document'] },
    ]);
    const foreign = { manifest: manifestWith('{ count }', 'other:thing:read') };
    expect(checkScreens([foreign], [foreign], supergraphSdl)).toMatchObject([
      { code: 'UI_PERMISSION_UNKNOWN', coordinates: ['ui.widgets.count'] },
    ]);
    const other = sampleManifest({
      name: 'plugin-other',
      permissions: [{ name: 'other:thing:read', description: title }],
    });
    expect(checkScreens([foreign], [foreign, { manifest: other }], supergraphSdl)).toEqual([]);
  });

  it('is a step of the gate: what it finds refuses the registration', async () => {
    const mounter = createMounter({
      initial: [],
      recompose: async (_plugins, judge) => judge?.(supergraphSdl) ?? [],
      transportOf: () => ({ kind: 'registered', instances: [] }),
      isPublic: () => true, // what is tested here is the screens' step
      logger: createLogger('test', 'error', { write: () => undefined }),
      now: () => 0,
    });
    await mounter.mount([toCandidate(manifestWith('{ secret }'), SDL)], ['plugin-sample']);
    expect(mounter.plugins().get('plugin-sample')).toMatchObject({
      accepted: null,
      lastRefusal: { code: 'UI_INVALID' },
    });
    await mounter.mount([toCandidate(manifestWith('{ count }'), SDL)], ['plugin-sample']);
    expect(mounter.plugins().get('plugin-sample')).toMatchObject({ refused: null });
  });
});
