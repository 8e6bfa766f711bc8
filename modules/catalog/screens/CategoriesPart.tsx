import { IconPlus } from '@tabler/icons-react';
import { type CSSProperties, useState } from 'react';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { PercentField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { done } from '#web/ui/toast.tsx';
import { Percent } from '#web/ui/values.tsx';
import { type CategoryView, categories, products } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { CategoryField } from './CategoryField.tsx';
import css from './catalog.module.css';

/** What the dialog is about: a category to edit, or a new one inside another (null: at the top). */
type Asked = { readonly edited: CategoryView | null; readonly parent: CategoryView | null };

const changed = [products.options, products.list, products.get, categories.pick];

/** The tree of categories: names, places, least margins. */
export function CategoriesPart() {
  const t = useText(screenTexts);
  const { may } = useSession();
  const { categories: rows, seesCost } = useLoaded(products.options, {});
  const [asked, setAsked] = useState<Asked | null>(null);
  const write = may('catalog.write');
  const add = write ? (
    <Button kind="primary" icon={<IconPlus size={16} />} onClick={() => setAsked({ edited: null, parent: null })}>
      {t('tree.add')}
    </Button>
  ) : null;
  return (
    <Page title={t('tree.title')} back={paths.products()} count={rows.length} acts={add}>
      <DataGrid
        main
        caption={t('tree.title')}
        rows={rows}
        rowId={(row) => row.id}
        {...(write ? { onOpen: (row: CategoryView) => setAsked({ edited: row, parent: parentOf(rows, row) }) } : {})}
        columns={[
          { key: 'name', title: t('field.category'), width: 320, cell: (row) => <Branch row={row} rows={rows} /> },
          {
            key: 'products',
            title: t('field.products'),
            align: 'end',
            width: 120,
            phone: 'side',
            cell: (row) => <A to={paths.products({ categoryId: row.id })}>{withBelow(rows, row)}</A>,
          },
          ...(seesCost
            ? [
                {
                  key: 'margin',
                  title: t('tree.marginShort'),
                  align: 'end' as const,
                  width: 160,
                  phone: 'line' as const,
                  cell: ({ minMarginBp }: CategoryView) => <Margin bp={minMarginBp} />,
                },
              ]
            : []),
        ]}
        empty={{ title: t('tree.none'), hint: t('tree.noneHint'), act: add }}
      />
      {asked === null ? null : (
        <CategoryDialog
          asked={asked}
          seesCost={seesCost}
          onClose={() => setAsked(null)}
          onBelow={(parent) => setAsked({ edited: null, parent })}
        />
      )}
    </Page>
  );
}

function Margin({ bp }: { readonly bp: number | null }) {
  const t = useText(screenTexts);
  return bp === null ? <span className="muted">{t('tree.inherited')}</span> : <Percent bp={bp} digits={2} />;
}

/** Products in the category and everything below it. */
const withBelow = (rows: readonly CategoryView[], row: CategoryView): number =>
  rows.reduce((sum, one) => (one === row || one.path.startsWith(`${row.path} / `) ? sum + one.products : sum), 0);

const parentOf = (rows: readonly CategoryView[], row: CategoryView) =>
  rows.find((one) => one.id === row.parentId) ?? null;

function Branch({ row, rows }: { readonly row: CategoryView; readonly rows: readonly CategoryView[] }) {
  let depth = 0;
  for (let above = parentOf(rows, row); above !== null && depth < 12; above = parentOf(rows, above)) depth += 1;
  return (
    <span className={css['branch']} style={{ '--depth': depth } as CSSProperties}>
      {row.name}
    </span>
  );
}

type DialogProps = {
  readonly asked: Asked;
  readonly seesCost: boolean;
  readonly onClose: () => void;
  readonly onBelow: (parent: CategoryView) => void;
};

function CategoryDialog({ asked, seesCost, onClose, onBelow }: DialogProps) {
  const t = useText(screenTexts);
  const { edited, parent } = asked;
  const form = useForm({
    name: edited?.name ?? '',
    parentId: parent?.id ?? '',
    minMarginBp: edited?.minMarginBp?.toString() ?? '',
  });
  const after = {
    invalidates: changed,
    onDone: () => {
      done(t('form.saved'));
      onClose();
    },
  };
  const create = useAct(categories.create, after);
  const edit = useAct(categories.edit, after);
  const remove = useAct(categories.remove, {
    invalidates: changed,
    onDone: () => {
      done(t('tree.removed'));
      onClose();
    },
  });
  const fields = ({ name, parentId, minMarginBp }: typeof form.values) => ({
    name,
    parentId: parentId === '' ? null : parentId,
    ...(seesCost ? { minMarginBp: minMarginBp === '' ? null : Number(minMarginBp) } : {}),
  });
  const inside = (
    <>
      <TextField {...form.field('name')} label={t('field.name')} required maxLength={120} autoFocus />
      <CategoryField field={form.field('parentId')} label={t('tree.parent')} chosen={parent?.path ?? ''} />
      {seesCost ? (
        <PercentField {...form.field('minMarginBp')} label={t('tree.margin')} hint={t('tree.marginHint')} />
      ) : null}
    </>
  );
  return (
    <Dialog title={edited === null ? t('tree.add') : t('tree.edit')} onClose={onClose}>
      {edited === null ? (
        <FormPanel
          form={form}
          act={create}
          input={(values) => ({ id: form.id, ...fields(values) })}
          submit={t('form.save')}
          onCancel={onClose}
        >
          {inside}
        </FormPanel>
      ) : (
        <div className={css['stack']}>
          <FormPanel
            form={form}
            act={edit}
            submit={t('form.save')}
            onCancel={onClose}
            input={(values) => ({ categoryId: edited.id, version: edited.version, ...fields(values) })}
          >
            {inside}
          </FormPanel>
          <span className={css['row']}>
            <Button onClick={() => onBelow(edited)}>{t('tree.addBelow')}</Button>
            <ActButton
              act={remove}
              input={{ categoryId: edited.id }}
              kind="danger"
              confirm={t('tree.removeAsk', { name: edited.name })}
            >
              {t('tree.remove')}
            </ActButton>
          </span>
        </div>
      )}
    </Dialog>
  );
}
