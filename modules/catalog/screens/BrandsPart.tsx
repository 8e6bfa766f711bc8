import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { useLoadedPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { done } from '#web/ui/toast.tsx';
import { brands, products } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './catalog.module.css';

type Brand = { readonly id: string; readonly name: string; readonly products: number };

const changed = [brands.list, products.options, products.list, products.get];

/** Brands: created, renamed, removed when no product has them. */
export function BrandsPart() {
  const t = useText(screenTexts);
  const { may } = useSession();
  const list = useLoadedPages(brands.list, {});
  const [asked, setAsked] = useState<Brand | 'new' | null>(null);
  const write = may('catalog.write');
  const add = write ? (
    <Button kind="primary" icon={<IconPlus size={16} />} onClick={() => setAsked('new')}>
      {t('brands.add')}
    </Button>
  ) : null;
  return (
    <Page title={t('brands.title')} back={paths.products()} acts={add}>
      <DataGrid
        main
        caption={t('brands.title')}
        rows={list.rows}
        rowId={(row) => row.id}
        more={{ load: list.more, loading: list.loadingMore, complete: list.complete }}
        {...(write ? { onOpen: (row: Brand) => setAsked(row) } : {})}
        columns={[
          { key: 'name', title: t('field.brand'), width: 320, cell: (row) => row.name },
          {
            key: 'products',
            title: t('field.products'),
            align: 'end',
            width: 140,
            cell: (row) => <A to={paths.products({ brandId: row.id })}>{row.products}</A>,
          },
        ]}
        empty={{ title: t('brands.none'), hint: t('brands.noneHint'), act: add }}
      />
      {asked === null ? null : <BrandDialog brand={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

function BrandDialog({ brand, onClose }: { readonly brand: Brand | null; readonly onClose: () => void }) {
  const t = useText(screenTexts);
  const form = useForm({ name: brand?.name ?? '' });
  const end = (text: string) => () => {
    done(text);
    onClose();
  };
  const create = useAct(brands.create, { invalidates: changed, onDone: end(t('form.saved')) });
  const rename = useAct(brands.rename, { invalidates: changed, onDone: end(t('form.saved')) });
  const remove = useAct(brands.remove, { invalidates: changed, onDone: end(t('brands.removed')) });
  const field = <TextField {...form.field('name')} label={t('field.name')} required maxLength={120} autoFocus />;
  return (
    <Dialog title={brand === null ? t('brands.add') : t('brands.rename')} onClose={onClose}>
      {brand === null ? (
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
            input={({ name }) => ({ brandId: brand.id, name })}
            submit={t('form.save')}
            unguarded
            enterSubmits
            onCancel={onClose}
          >
            {field}
          </FormPanel>
          <ActButton
            act={remove}
            input={{ brandId: brand.id }}
            kind="danger"
            confirm={t('brands.removeAsk', { name: brand.name })}
          >
            {t('brands.remove')}
          </ActButton>
        </div>
      )}
    </Dialog>
  );
}
