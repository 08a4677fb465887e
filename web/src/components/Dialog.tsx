import { Group, Modal, type ModalRootProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = ModalRootProps & { readonly title: string };

/**
 * A modal dialog named by its title. Made of Mantine's parts, because the ready-made one puts the title in a `header`
 * that assistive technology takes for the page's banner.
 */
export function Dialog({ title, children, ...root }: Props) {
  const { t } = useTranslation('components');
  return (
    <Modal.Root {...root}>
      <Modal.Overlay backgroundOpacity={0.5} blur={2} />
      <Modal.Content radius="lg" bg="var(--gestas-surface)">
        <Group justify="space-between" wrap="nowrap" px="lg" pt="md" pb="sm">
          <Modal.Title fw={650} fz="lg">
            {title}
          </Modal.Title>
          <Modal.CloseButton aria-label={t('close')} />
        </Group>
        <Modal.Body px="lg" pb="lg">
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
