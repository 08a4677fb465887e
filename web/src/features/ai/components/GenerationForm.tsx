import { useMutation } from '@apollo/client/react';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { GenerationsDocument, StartGenerationDocument } from '../../../generated/graphql.ts';

const EXAMPLES = ['products', 'bookings', 'vehicles'] as const;

/** Asks for a plugin in a person's own words. */
export function GenerationForm({ onStart }: { onStart: (id: string) => void }) {
  const { t, i18n } = useTranslation('ai');
  const [prompt, setPrompt] = useState('');
  const [start, { loading, error }] = useMutation(StartGenerationDocument, {
    refetchQueries: [GenerationsDocument],
  });
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    const input = { prompt: prompt.trim(), language: i18n.language };
    const answer = await start({ variables: { input } }).catch(() => null);
    if (answer?.data) onStart(answer.data.startGeneration.generation.id);
  };
  return (
    <form onSubmit={submit} className="surface" style={{ padding: 'var(--mantine-spacing-md)' }}>
      <Stack gap="sm">
        <Textarea
          label={t('form.prompt')}
          description={t('form.hint')}
          name="prompt"
          autosize
          minRows={3}
          maxRows={10}
          maxLength={4000}
          value={prompt}
          onChange={(event) => setPrompt(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('form.examples')}
          </Text>
          {EXAMPLES.map((name) => (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              onClick={() => setPrompt(t(`example.${name}.text`))}
            >
              {t(`example.${name}.name`)}
            </Button>
          ))}
        </Group>
        {error && <ErrorPanel error={error} />}
        <Group justify="flex-end">
          <Button
            type="submit"
            loading={loading}
            disabled={prompt.trim() === ''}
            leftSection={<IconSparkles size={16} aria-hidden />}
          >
            {t('form.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
