import { Badge } from '@mantine/core';
import { IconCpu, IconTemplate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GenerationFieldsFragment } from '../../../generated/graphql.ts';

/** Who wrote or judged something; says plainly when it was no AI. */
export function GeneratorLabel({ by }: { by: GenerationFieldsFragment['generator'] }) {
  const { t } = useTranslation('ai');
  const name = by.isModel
    ? [by.kind, by.model].filter(Boolean).join(' · ')
    : t([`generator.${by.kind}`, 'generator.other']);
  const Picture = by.isModel ? IconCpu : IconTemplate;
  return (
    <Badge
      variant="default"
      tt="none"
      fw={500}
      miw="fit-content"
      leftSection={<Picture size={13} aria-hidden />}
      data-testid="generator"
    >
      {name}
    </Badge>
  );
}
