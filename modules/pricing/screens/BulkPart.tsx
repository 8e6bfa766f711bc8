import { Checkbox } from '@mantine/core';
import '@mantine/core/styles/Checkbox.layer.css';
import { useState } from 'react';
import { brands } from '#modules/catalog/contract.ts';
import { CategoryField } from '#modules/catalog/screens/index.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useOrgTime } from '#web/session.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { FieldRow, FormPanel } from '#web/ui/FormPanel.tsx';
import { PercentField, SelectField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Page } from '#web/ui/Page.tsx';
import { Figure, Panel } from '#web/ui/Panel.tsx';
import { PickField } from '#web/ui/PickField.tsx';
import { done } from '#web/ui/toast.tsx';
import { Quantity } from '#web/ui/values.tsx';
import type { BulkView } from '../contract/views.ts';
import { bulkRoundings, priceColumns, prices } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { ChangesGrid } from './ChangesPart.tsx';
import css from './pricing.module.css';
import { priceViews } from './SetPricesForm.tsx';

type BulkInput = InputOf<typeof prices.bulk>;

/** A bulk change in two steps: what would happen, then the same for good. */
export function BulkPart() {
  const t = useText(screenTexts);
  const { today } = useOrgTime();
  const columns = useLoaded(priceColumns.list, {}).rows;
  const [columnIds, setColumnIds] = useState<readonly string[]>(
    columns.filter((column) => column.isMain).map((column) => column.id),
  );
  const [shown, setShown] = useState<{ readonly input: BulkInput; readonly view: BulkView } | null>(null);
  const form = useForm({
    changeBp: '',
    sourceColumnId: '',
    categoryId: '',
    brandId: '',
    roundTo: 'none',
    validFrom: today,
  });
  const preview = useAct(prices.previewBulk);
  const inputOf = (values: typeof form.values): BulkInput => ({
    columnIds: [...columnIds],
    changeBp: Number(values.changeBp),
    roundTo: bulkRoundings.find((one) => one === values.roundTo) ?? 'none',
    validFrom: values.validFrom,
    ...(values.sourceColumnId === '' ? {} : { sourceColumnId: values.sourceColumnId }),
    ...(values.categoryId === '' ? {} : { categoryId: values.categoryId }),
    ...(values.brandId === '' ? {} : { brandId: values.brandId }),
  });
  const look = {
    ...preview,
    run: async (input: BulkInput) => {
      const view = await preview.run(input);
      setShown(view === undefined ? null : { input, view });
      return view;
    },
  };
  return (
    <Page title={t('bulk.title')} back={paths.prices()}>
      <div className={css['stack']}>
        <FormPanel
          form={form}
          act={look}
          input={inputOf}
          submit={t('bulk.preview')}
          unguarded
          onCancel={() => go(paths.prices())}
        >
          <Checkbox.Group label={t('field.columns')} value={[...columnIds]} onChange={setColumnIds}>
            <span className={css['row']}>
              {columns.map((column) => (
                <Checkbox key={column.id} value={column.id} label={column.name} />
              ))}
            </span>
          </Checkbox.Group>
          <FieldRow>
            <PercentField
              {...form.field('changeBp')}
              label={t('bulk.change')}
              hint={t('bulk.changeHint')}
              allowNegative
              required
            />
            <SelectField
              {...form.field('roundTo')}
              label={t('bulk.round')}
              hint={'\u00a0'}
              options={bulkRoundings.map((value) => ({ value, label: t(`round.${value}`) }))}
            />
          </FieldRow>
          <SelectField
            {...form.field('sourceColumnId')}
            label={t('bulk.source')}
            hint={t('bulk.sourceHint')}
            clearable
            options={columns.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <CategoryField field={form.field('categoryId')} label={t('field.category')} />
          <PickField
            {...form.field('brandId')}
            label={t('field.brand')}
            endpoint={brands.list}
            input={(typed) => ({ q: typed })}
            choice={(row) => ({ value: row.id, label: row.name })}
          />
          <DateField {...form.field('validFrom')} label={t('field.from')} min={today} required />
        </FormPanel>
        {shown === null ? null : <Preview key={JSON.stringify(shown.input)} input={shown.input} view={shown.view} />}
      </div>
    </Page>
  );
}

const counted = (count: number) => <Quantity milli={BigInt(count) * 1_000n} />;

function Preview({ input, view }: { readonly input: BulkInput; readonly view: BulkView }) {
  const t = useText(screenTexts);
  const change = useAct(prices.bulk, {
    invalidates: priceViews,
    onDone: ({ changed }) => {
      done(t('bulk.done', { count: changed }));
      go(paths.prices({ part: 'changes', day: input.validFrom }));
    },
  });
  return (
    <Panel
      title={t('bulk.sample')}
      acts={
        <ActButton act={change} input={input} kind="primary">
          {t('bulk.do', { count: view.changed })}
        </ActButton>
      }
    >
      <div className={css['stack']}>
        <div className={css['figures']}>
          <Figure label={t('bulk.changed')}>{counted(view.changed)}</Figure>
          <Figure label={t('bulk.unchanged')}>{counted(view.unchanged)}</Figure>
          {view.replacedLater === 0 ? null : (
            <Figure label={t('bulk.replacedLater')}>{counted(view.replacedLater)}</Figure>
          )}
          {view.underFloor === null || view.underFloor === 0 ? null : (
            <Figure label={t('bulk.underFloor')}>
              <span className={css['warn']}>{counted(view.underFloor)}</span>
            </Figure>
          )}
        </div>
        <ChangesGrid rows={view.sample} caption={t('bulk.sample')} />
      </div>
    </Panel>
  );
}
