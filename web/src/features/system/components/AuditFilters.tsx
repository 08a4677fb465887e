import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../../../components/SearchField.tsx';
import { AUDIT_FIELDS, type AuditSearch } from '../hooks/audit-search.ts';

/** What a refusal may be called; each is a code of the platform's table. */
const REFUSALS = [
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'BAD_USER_INPUT',
  'CONFLICT',
  'NOT_FOUND',
  'SESSION_ENDED',
  'INTERNAL_SERVER_ERROR',
];

type Props = {
  readonly search: AuditSearch;
  readonly onNarrow: (change: Partial<AuditSearch>) => void;
  readonly onClear: () => void;
};

/** Action, target, outcome and days. */
export function AuditFilters({ search, onNarrow, onClear }: Props) {
  const { t } = useTranslation('system');
  const isNarrowed = AUDIT_FIELDS.some((name) => search[name] !== '');
  return (
    <Group p="md" gap="sm" align="flex-end">
      <SearchField
        key={`action ${search.action === ''}`}
        label={t('audit.actionHint')}
        value={search.action}
        onSearch={(action) => onNarrow({ action })}
      />
      <SearchField
        key={`target ${search.target === ''}`}
        label={t('audit.targetHint')}
        value={search.target}
        onSearch={(target) => onNarrow({ target })}
      />
      <NativeSelect
        aria-label={t('audit.outcome')}
        value={search.outcome}
        onChange={(event) => onNarrow({ outcome: event.currentTarget.value })}
        data={[
          { value: '', label: t('audit.anyOutcome') },
          { value: 'OK', label: t('audit.ok') },
          ...REFUSALS.map((code) => ({ value: code, label: t('audit.refused', { code }) })),
        ]}
      />
      {(['from', 'to'] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          label={t(`audit.${name}`)}
          value={search[name]}
          onChange={(event) => onNarrow({ [name]: event.currentTarget.value })}
        />
      ))}
      {isNarrowed && (
        <Button
          variant="default"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={onClear}
        >
          {t('audit.clear')}
        </Button>
      )}
    </Group>
  );
}
