import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { type RowOf, useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { ActButton, OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { done } from '#web/ui/toast.tsx';
import { priceColumns, prices, terms } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './pricing.module.css';

type ColumnRow = RowOf<typeof priceColumns.list>;

const changed = [priceColumns.list, prices.list, prices.ofProduct, terms.get];

/** The price columns: their names and order, which is the main one. */
export function ColumnsPart() {
  const t = useText(screenTexts);
  const { may } = useSession();
  const { rows } = useLoaded(priceColumns.list, {});
  const [asked, setAsked] = useState<ColumnRow | 'new' | null>(null);
  const reorder = useAct(priceColumns.reorder, { invalidates: changed });
  const write = may('pricing.write');
  const add = write ? (
    <Button kind="primary" icon={<IconPlus size={16} />} onClick={() => setAsked('new')}>
      {t('columns.add')}
    </Button>
  ) : null;
  const move = (row: ColumnRow, by: number) => {
    const ids = rows.map((one) => one.id);
    const at = ids.indexOf(row.id);
    const [id = ''] = ids.splice(at, 1);
    ids.splice(at + by, 0, id);
    void reorder.run({ columnIds: ids });
  };
  const arrows = (row: ColumnRow) => (
    <span className={css['row']}>
      <Button
        small
        bare
        kind="quiet"
        aria-label={t('columns.up')}
        disabled={rows[0] === row}
        onClick={() => move(row, -1)}
      >
        <IconArrowUp size={16} />
      </Button>
      <Button
        small
        bare
        kind="quiet"
        aria-label={t('columns.down')}
        disabled={rows.at(-1) === row}
        onClick={() => move(row, 1)}
      >
        <IconArrowDown size={16} />
      </Button>
    </span>
  );
  return (
    <Page title={t('columns.title')} back={paths.prices()} acts={add}>
      <OutcomeLine outcome={reorder.outcome} retry={reorder.retry} />
      <DataGrid
        caption={t('columns.title')}
        rows={rows}
        rowId={(row) => row.id}
        {...(write ? { onOpen: (row: ColumnRow) => setAsked(row) } : {})}
        columns={[
          { key: 'name', title: t('columns.name'), width: 260, cell: (row) => row.name },
          {
            key: 'main',
            title: '',
            width: 130,
            cell: (row) => (row.isMain ? <StateBadge state="info" label={t('columns.main')} /> : null),
            phone: 'line',
          },
          { key: 'accounts', title: t('columns.accounts'), align: 'end', width: 120, cell: (row) => row.accounts },
          ...(write ? [{ key: 'move', title: '', width: 96, cell: arrows, phone: 'hide' as const }] : []),
        ]}
        empty={{ title: t('columns.none'), hint: t('columns.noneHint'), act: add }}
      />
      {asked === null ? null : <ColumnDialog column={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

function ColumnDialog({ column, onClose }: { readonly column: ColumnRow | null; readonly onClose: () => void }) {
  const t = useText(screenTexts);
  const form = useForm({ name: column?.name ?? '' });
  const after = (text: string) => ({
    invalidates: changed,
    onDone: () => {
      done(text);
      onClose();
    },
  });
  const create = useAct(priceColumns.create, after(t('form.saved')));
  const rename = useAct(priceColumns.rename, after(t('form.saved')));
  const makeMain = useAct(priceColumns.makeMain, after(t('columns.mainDone', { name: column?.name ?? '' })));
  const remove = useAct(priceColumns.remove, after(t('columns.removed')));
  const field = <TextField {...form.field('name')} label={t('columns.name')} required maxLength={60} autoFocus />;
  return (
    <Dialog title={column === null ? t('columns.add') : t('columns.edit')} onClose={onClose}>
      {column === null ? (
        <FormPanel
          form={form}
          act={create}
          input={({ name }) => ({ id: form.id, name })}
          submit={t('form.save')}
          unguarded
          enterSubmits
          onCancel={onClose}
        >
          {field}
        </FormPanel>
      ) : (
        <div className={css['stack']}>
          <FormPanel
            form={form}
            act={rename}
            input={({ name }) => ({ columnId: column.id, name })}
            submit={t('form.save')}
            unguarded
            enterSubmits
            onCancel={onClose}
          >
            {field}
          </FormPanel>
          <span className={css['row']}>
            {column.isMain ? null : (
              <ActButton act={makeMain} input={{ columnId: column.id }}>
                {t('columns.makeMain')}
              </ActButton>
            )}
            <ActButton
              act={remove}
              input={{ columnId: column.id }}
              kind="danger"
              confirm={t('columns.removeAsk', { name: column.name })}
            >
              {t('columns.remove')}
            </ActButton>
          </span>
        </div>
      )}
    </Dialog>
  );
}
