import { Anchor, Badge, Code, ScrollArea, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import type { AuditQuery } from '../../../generated/graphql.ts';
import { CopyRequestId } from './CopyRequestId.tsx';

type Entry = AuditQuery['auditEntries']['edges'][number]['node'];

type Props = {
  readonly entries: readonly Entry[];
  readonly onActor: (id: string) => void;
};

const COLUMNS = ['when', 'actor', 'action', 'target', 'outcome', 'request'] as const;

/** A row for each entry. A person's name narrows the log to what they did. */
export function AuditTable({ entries, onActor }: Props) {
  const { t } = useTranslation('system');
  return (
    <ScrollArea
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('audit.entries') }}
    >
      <Table miw={760} verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((name) => (
              <Table.Th key={name} scope="col">
                {t(`audit.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} onActor={onActor} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

function Row({ entry, onActor }: { entry: Entry; onActor: Props['onActor'] }) {
  const { t } = useTranslation('system');
  const { at, actor, action, target, outcome, requestId } = entry;
  const isDone = outcome === 'OK';
  return (
    <Table.Tr data-testid="audit-row">
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <RelativeTime at={at} />
      </Table.Td>
      <Table.Td>
        {actor ? (
          <Anchor
            component="button"
            size="sm"
            onClick={() => onActor(actor.id)}
            aria-label={t('audit.onlyThis', { name: actor.name })}
          >
            {actor.name}
          </Anchor>
        ) : (
          <Text size="sm" c="dimmed">
            {t('audit.system')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm" fw={600}>
          {action}
        </Text>
      </Table.Td>
      <Table.Td>{target && <Code>{target}</Code>}</Table.Td>
      <Table.Td>
        <Badge variant="dot" color={isDone ? 'teal' : 'red'} tt="none" fw={500} miw="fit-content">
          {isDone ? t('audit.ok') : t('audit.refused', { code: outcome })}
        </Badge>
      </Table.Td>
      <Table.Td>
        <CopyRequestId id={requestId} />
      </Table.Td>
    </Table.Tr>
  );
}
