import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { CategoryField } from '#modules/catalog/screens/index.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { ActButton, OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { PercentField, SelectField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { done } from '#web/ui/toast.tsx';
import { Percent } from '#web/ui/values.tsx';
import { authorities, prices } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './pricing.module.css';

type View = OutputOf<typeof authorities.list>;
type Row = View['rows'][number];

const changed = [authorities.list, prices.explain];

/** How much each role may give by hand: everywhere and by category. */
export function AuthorityPart() {
  const t = useText(screenTexts);
  const { roles, rows, closed } = useLoaded(authorities.list, {});
  const [asked, setAsked] = useState<Row | 'new' | null>(null);
  const names = new Map(roles.map((role) => [role.id, role.name]));
  const open = closed.set === null;
  return (
    <Page
      title={t('authority.title')}
      back={paths.prices()}
      under={t('authority.hint')}
      acts={
        <span className={css['row']}>
          <Button
            kind="primary"
            icon={<IconPlus size={16} />}
            aria-disabled={!open || undefined}
            onClick={() => open && setAsked('new')}
          >
            {t('authority.add')}
          </Button>
          <OutcomeLine outcome={{ kind: 'idle' }} closed={closed.set} retry={() => undefined} />
        </span>
      }
    >
      <DataGrid
        caption={t('authority.title')}
        rows={rows}
        rowId={(row) => row.id}
        {...(open ? { onOpen: (row: Row) => setAsked(row) } : {})}
        columns={[
          { key: 'role', title: t('authority.role'), width: 260, cell: (row) => names.get(row.roleId) },
          {
            key: 'category',
            title: t('field.category'),
            width: 320,
            cell: (row) => (row.categoryId === null ? t('authority.everywhere') : row.categoryPath),
            phone: 'line',
          },
          {
            key: 'max',
            title: t('authority.max'),
            align: 'end',
            width: 160,
            cell: (row) => <Percent bp={row.maxBp} digits={2} />,
            phone: 'side',
          },
        ]}
      />
      {asked === null ? null : (
        <AuthorityDialog row={asked === 'new' ? null : asked} roles={roles} onClose={() => setAsked(null)} />
      )}
    </Page>
  );
}

type DialogProps = { readonly row: Row | null; readonly roles: View['roles']; readonly onClose: () => void };

function AuthorityDialog({ row, roles, onClose }: DialogProps) {
  const t = useText(screenTexts);
  const form = useForm({
    roleId: row?.roleId ?? '',
    categoryId: row?.categoryId ?? '',
    maxBp: row === null ? '' : String(row.maxBp),
  });
  const after = (text: string) => ({
    invalidates: changed,
    onDone: () => {
      done(text);
      onClose();
    },
  });
  const set = useAct(authorities.set, after(t('form.saved')));
  const remove = useAct(authorities.remove, after(t('authority.removed')));
  return (
    <Dialog title={row === null ? t('authority.add') : t('authority.title')} onClose={onClose}>
      <div className={css['stack']}>
        <FormPanel
          form={form}
          act={set}
          submit={t('form.save')}
          onCancel={onClose}
          input={(values) => ({
            id: form.id,
            roleId: values.roleId,
            categoryId: values.categoryId === '' ? null : values.categoryId,
            maxBp: Number(values.maxBp),
          })}
        >
          <SelectField
            {...form.field('roleId')}
            label={t('authority.role')}
            required
            disabled={row !== null}
            options={roles.map(({ id, name }) => ({ value: id, label: name }))}
          />
          {row === null ? (
            <CategoryField
              field={form.field('categoryId')}
              label={`${t('field.category')} (${t('authority.whole')})`}
            />
          ) : (
            <span className="muted">{row.categoryId === null ? t('authority.everywhere') : row.categoryPath}</span>
          )}
          <PercentField {...form.field('maxBp')} label={t('authority.max')} required />
        </FormPanel>
        {row === null ? null : (
          <ActButton act={remove} input={{ authorityId: row.id }} kind="danger">
            {t('authority.remove')}
          </ActButton>
        )}
      </div>
    </Dialog>
  );
}
