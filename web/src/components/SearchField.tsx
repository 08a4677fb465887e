import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (search: string) => void;
};

/** A search box that asks once typing pauses. */
export function SearchField({ label, value, onSearch }: Props) {
  const { t } = useTranslation('components');
  const [text, setText] = useState(value);
  const search = useDebouncedCallback(onSearch, 250);
  const change = (next: string) => {
    setText(next);
    search(next.trim());
  };
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text && <CloseButton size="sm" aria-label={t('clearSearch')} onClick={() => change('')} />
      }
      flex={1}
      miw={180}
    />
  );
}
