import { Button, Group, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly isBusy: boolean;
  /** Answers whether the question was taken: then the field is emptied. */
  readonly onAsk: (question: string) => Promise<boolean>;
  /** Begins another chat; none where this one is new. */
  readonly onNew: (() => void) | undefined;
};

/** Where a question is written; Enter sends it, with Shift it begins a line. */
export function QuestionForm({ isBusy, onAsk, onNew }: Props) {
  const { t } = useTranslation('ai');
  const [text, setText] = useState('');
  const send = async (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    const question = text.trim();
    if (question !== '' && !isBusy && (await onAsk(question))) setText('');
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Textarea
        label={t('chat.question')}
        description={t('chat.hint')}
        name="question"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          void send(event);
        }}
      />
      <Group justify="flex-end" mt="sm">
        {onNew && (
          <Button variant="default" onClick={onNew}>
            {t('chat.new')}
          </Button>
        )}
        <Button
          type="submit"
          loading={isBusy}
          disabled={text.trim() === ''}
          leftSection={<IconSend size={16} aria-hidden />}
        >
          {t('chat.send')}
        </Button>
      </Group>
    </form>
  );
}
