import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useAct } from '#web/act.ts';
import { type RowOf, useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { Button } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { SwitchField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { done } from '#web/ui/toast.tsx';
import { stock } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { stockViews } from './stock-views.ts';

type Warehouse = RowOf<typeof stock.warehouses>;

/** Warehouses: added, renamed, one of them made the main one. */
export function WarehousesPage() {
  const t = useText(screenTexts);
  const write = useSession().may('settings.write');
  const { rows } = useLoaded(stock.warehouses, {});
  const [asked, setAsked] = useState<Warehouse | 'new' | null>(null);
  const add = write ? (
    <Button kind="primary" icon={<IconPlus size={16} />} onClick={() => setAsked('new')}>
      {t('houses.add')}
    </Button>
  ) : null;
  return (
    <Page title={t('houses.title')} count={rows.length} acts={add}>
      <Warehouses rows={rows} add={add} onOpen={write ? setAsked : null} />
      {asked === null ? null : (
        <WarehouseDialog
          warehouse={asked === 'new' ? null : asked}
          isFirst={rows.length === 0}
          onClose={() => setAsked(null)}
        />
      )}
    </Page>
  );
}

type WarehousesProps = {
  readonly rows: readonly Warehouse[];
  readonly add: ReactNode;
  readonly onOpen: ((row: Warehouse) => void) | null;
};

function Warehouses({ rows, add, onOpen }: WarehousesProps) {
  const t = useText(screenTexts);
  const { may } = useSession();
  return (
    <DataGrid
      main
      caption={t('houses.title')}
      rows={rows}
      rowId={(row) => row.id}
      {...(onOpen === null ? {} : { onOpen })}
      columns={[
        { key: 'name', title: t('houses.name'), width: 240, cell: (row) => row.name },
        { key: 'code', title: t('houses.code'), width: 120, cell: (row) => row.code, phone: 'line' },
        {
          key: 'default',
          title: t('houses.default'),
          width: 140,
          phone: 'line',
          cell: (row) => (row.isDefault ? <StateBadge state="info" label={t('houses.default')} /> : null),
        },
        { key: 'address', title: t('houses.address'), width: 320, cell: (row) => row.address, phone: 'hide' },
        ...(may('stock.read')
          ? [
              {
                key: 'stock',
                title: t('houses.stock'),
                width: 120,
                phone: 'side',
                cell: (row: Warehouse) => <A to={paths.stock({ warehouseId: row.id })}>{t('houses.stock')}</A>,
              } as const,
            ]
          : []),
      ]}
      empty={{ title: t('houses.none'), hint: t('houses.noneHint'), act: add }}
    />
  );
}

type DialogProps = {
  readonly warehouse: Warehouse | null;
  readonly isFirst: boolean;
  readonly onClose: () => void;
};

function WarehouseDialog({ warehouse, isFirst, onClose }: DialogProps) {
  const t = useText(screenTexts);
  const form = useForm({
    code: warehouse?.code ?? '',
    name: warehouse?.name ?? '',
    address: warehouse?.address ?? '',
    isDefault: warehouse?.isDefault ?? isFirst,
  });
  const kept = warehouse?.isDefault === true || isFirst;
  const save = useAct(stock.saveWarehouse, {
    invalidates: [stock.warehouses, ...stockViews],
    onDone: () => {
      done(t('houses.saved'));
      onClose();
    },
  });
  return (
    <Dialog title={warehouse === null ? t('houses.add') : t('houses.edit')} onClose={onClose}>
      <FormPanel
        form={form}
        act={save}
        input={(values) => ({
          ...values,
          warehouseId: warehouse?.id ?? form.id,
          ...(warehouse === null ? {} : { version: warehouse.version }),
        })}
        submit={t('houses.save')}
        onCancel={onClose}
      >
        <TextField {...form.field('name')} label={t('houses.name')} required maxLength={200} autoFocus />
        <TextField {...form.field('code')} label={t('houses.code')} required maxLength={20} />
        <TextField {...form.field('address')} label={t('houses.address')} maxLength={500} />
        <SwitchField
          {...form.field('isDefault')}
          label={t('houses.default')}
          hint={kept ? t('houses.defaultKept') : t('houses.defaultHint')}
          disabled={kept}
        />
      </FormPanel>
    </Dialog>
  );
}
