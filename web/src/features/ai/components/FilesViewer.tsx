import { Box, Grid, NavLink, Text } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GenerationFieldsFragment } from '../../../generated/graphql.ts';

type File = GenerationFieldsFragment['files'][number];

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

/** The files of a generated plugin: the tree beside the one that is looked at, as plain text. */
export function FilesViewer({ files }: { files: readonly File[] }) {
  const { t } = useTranslation('ai');
  const sorted = files.toSorted(
    (one, other) =>
      folderOf(one.path).localeCompare(folderOf(other.path)) || one.path.localeCompare(other.path),
  );
  const [chosen, choose] = useState(sorted[0]?.path);
  const shown = sorted.find(({ path }) => path === chosen) ?? sorted[0];
  if (!shown) return null;
  return (
    <Grid gap="md" data-testid="files">
      <Grid.Col span={{ base: 12, sm: 4 }}>
        <Box component="nav" aria-label={t('files.title')} mah={460} style={{ overflowY: 'auto' }}>
          {sorted.map(({ path }, place) => {
            const folder = folderOf(path);
            const isFirst = folder !== folderOf(sorted[place - 1]?.path ?? '');
            return (
              <Fragment key={path}>
                {isFirst && (
                  <Text size="xs" c="dimmed" mt="xs" ff="monospace">
                    {folder}
                  </Text>
                )}
                <NavLink
                  component="button"
                  type="button"
                  label={path.slice(folder.length)}
                  active={path === shown.path}
                  aria-current={path === shown.path ? 'true' : undefined}
                  variant="filled"
                  leftSection={<IconFile size={14} aria-hidden />}
                  onClick={() => choose(path)}
                  py={3}
                  pl={folder ? 'md' : 'xs'}
                  style={{ borderRadius: 6 }}
                />
              </Fragment>
            );
          })}
        </Box>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 8 }}>
        <Text size="sm" fw={600} mb={4} ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {shown.path}
        </Text>
        <Box
          component="pre"
          tabIndex={0}
          role="region"
          aria-label={shown.path}
          m={0}
          p="sm"
          mah={430}
          fz={13}
          style={{
            overflow: 'auto',
            border: '1px solid var(--gestas-line)',
            borderRadius: 8,
            background: 'var(--mantine-color-body)',
          }}
        >
          <code>{shown.content}</code>
        </Box>
      </Grid.Col>
    </Grid>
  );
}
