import { Box, Group, Text, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PluginsQuery } from '../../../generated/graphql.ts';
import { layOutMap, type MapEdge } from '../hooks/lay-out-map.ts';
import { EntityList } from './EntityList.tsx';
import { PluginStatusBadge } from './PluginStatusBadge.tsx';
import classes from './SupergraphMap.module.css';

type Props = { readonly plugins: PluginsQuery['plugins'] };

/** Which plugin defines, adds to or refers to which entity, drawn and as a list. A chosen plugin's lines stand out. */
export function SupergraphMap({ plugins }: Props) {
  const { t } = useTranslation('plugins');
  const [chosen, setChosen] = useState<string | null>(null);
  const { entities, edges, height } = layOutMap(plugins);
  if (entities.length === 0) return null;
  return (
    <Box component="section" className="surface" p="md" mb="md" aria-labelledby="supergraph-map">
      <Title order={2} size="h4" mb="sm" id="supergraph-map">
        {t('map.title')}
      </Title>
      <Box className={classes.map} mih={height} data-testid="supergraph-map">
        <ul className={classes.side}>
          {plugins.map(({ name, status }) => (
            <li key={name}>
              <UnstyledButton
                className={classes.node}
                aria-pressed={chosen === name}
                onClick={() => setChosen(chosen === name ? null : name)}
              >
                <Group gap={6} justify="space-between">
                  {name.replace(/^plugin-/, '')}
                  <PluginStatusBadge status={status} />
                </Group>
              </UnstyledButton>
            </li>
          ))}
        </ul>
        <div className={classes.middle}>
          <Lines edges={edges} height={height} chosen={chosen} />
        </div>
        <ul className={classes.side}>
          {entities.map((name) => (
            <li key={name}>
              <div className={classes.node}>{name}</div>
            </li>
          ))}
        </ul>
      </Box>
      <Text size="sm" c="dimmed" my="sm">
        {t('map.legend')}
      </Text>
      <details>
        <summary style={{ cursor: 'pointer', fontSize: 'var(--mantine-font-size-sm)' }}>
          {t('map.list')}
        </summary>
        <EntityList edges={edges} />
      </details>
    </Box>
  );
}

type LinesProps = {
  readonly edges: readonly MapEdge[];
  readonly height: number;
  readonly chosen: string | null;
};

function Lines({ edges, height, chosen }: LinesProps) {
  return (
    <svg
      className={classes.lines}
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {edges.map(({ plugin, entity, part, from, to }) => (
        <path
          key={`${plugin} ${entity}`}
          className={classes.line}
          data-part={part}
          data-chosen={chosen === null ? undefined : chosen === plugin}
          d={`M 0 ${from} C 50 ${from}, 50 ${to}, 100 ${to}`}
        />
      ))}
    </svg>
  );
}
