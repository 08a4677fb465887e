import { Badge, Box, Code, Group, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { GenerationFieldsFragment } from '../../../generated/graphql.ts';

type Verdict = NonNullable<GenerationFieldsFragment['verdict']>;

const COLORS = { APPROVE: 'teal', REVISE: 'orange', REJECT: 'red' } as const;

/** How gates and supervisor judged: the decision, every issue, every gate. */
export function VerdictPanel({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation('ai');
  const { decision, score, summary, issues, checks } = verdict;
  return (
    <Stack gap="sm" data-testid="verdict" data-decision={decision}>
      <Group gap="sm">
        <Badge variant="dot" color={COLORS[decision]} size="lg" tt="none" fw={600}>
          {t(`decision.${decision}`)}
        </Badge>
        <Text size="sm">{t('verdict.score', { score })}</Text>
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {summary}
      </Text>
      {issues.length > 0 && (
        <Box component="ul" m={0} pl="md">
          {issues.map(({ code, severity, file, line, message, suggestion }) => (
            <li key={`${code} ${file} ${line} ${message}`}>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                <strong>{t([`severity.${severity}`, 'severity.other'])}</strong> <Code>{code}</Code>{' '}
                {file && <Code>{line ? `${file}:${line}` : file}</Code>} {message}
              </Text>
              {suggestion && (
                <Text size="sm" c="dimmed">
                  {suggestion}
                </Text>
              )}
            </li>
          ))}
        </Box>
      )}
      {checks.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('verdict.gate')}</Table.Th>
              <Table.Th>{t('verdict.result')}</Table.Th>
              <Table.Th ta="right">{t('verdict.time')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {checks.map((check) => (
              <CheckRow key={check.gate} check={check} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}

/** One gate; one that could not be run here says why, and in whose words. */
function CheckRow({ check }: { check: Verdict['checks'][number] }) {
  const { t } = useTranslation('ai');
  const { gate, status, milliseconds, reason, detail } = check;
  return (
    <Table.Tr data-gate={gate} data-status={status}>
      <Table.Td>{t([`gate.${gate}`, 'gate.other'], { gate })}</Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {t([`check.${status}`, 'check.other'])}
        {reason && <Text size="sm">{t([`notRun.${reason}`, 'notRun.other'])}</Text>}
        {detail && <Code>{detail}</Code>}
      </Table.Td>
      <Table.Td ta="right">{milliseconds} ms</Table.Td>
    </Table.Tr>
  );
}
