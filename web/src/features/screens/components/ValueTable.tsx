import type { UiColumn } from '@gestas/sdk';
import { Anchor, ScrollArea, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type Answer, readPath } from '../hooks/answer.ts';
import { useWording } from '../hooks/use-wording.ts';
import { ScreenValue } from './ScreenValue.tsx';

type Props = {
  readonly label: string;
  readonly columns: readonly UiColumn[];
  readonly rows: readonly Answer[];
  /** Where a row leads to. */
  readonly addressOf?: ((row: Answer) => string) | undefined;
  /** What may be done with a row; names the last column. */
  readonly actions?:
    | { readonly label: string; readonly of: (row: Answer) => ReactNode }
    | undefined;
};

const NUMERIC = ['number', 'money'];

/** A row for each thing, a column for each value; the first one leads to the thing's page. */
export function ValueTable({ label, columns, rows, addressOf, actions }: Props) {
  const { say } = useWording();
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': label }}>
      <Table miw={columns.length * 120} verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ path, label: name, format }) => (
              <Table.Th key={path} scope="col" ta={NUMERIC.includes(format) ? 'right' : undefined}>
                {say(name)}
              </Table.Th>
            ))}
            {actions && (
              <Table.Th scope="col" w={70}>
                {actions.label}
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            <Table.Tr key={String(row.id ?? at)} data-testid="screen-row">
              {columns.map((column, place) => (
                <Cell
                  key={column.path}
                  row={row}
                  column={column}
                  address={place === 0 ? addressOf?.(row) : undefined}
                />
              ))}
              {actions && <Table.Td>{actions.of(row)}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

type CellProps = {
  readonly row: Answer;
  readonly column: UiColumn;
  readonly address: string | undefined;
};

function Cell({ row, column, address }: CellProps) {
  const { show } = useWording();
  const value = readPath(row, column.path);
  return (
    <Table.Td ta={NUMERIC.includes(column.format) ? 'right' : undefined} maw={420}>
      {address === undefined ? (
        <ScreenValue value={value} column={column} />
      ) : (
        <Anchor component={Link} to={address} fw={600} size="sm">
          {show(value, column)}
        </Anchor>
      )}
    </Table.Td>
  );
}
