import { useQuery } from '@tanstack/react-query';
import { accounts } from '#modules/accounts/contract.ts';
import { useAct } from '#web/act.ts';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { DateField } from '#web/ui/DateField.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { SelectField, SwitchField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText } from '#web/ui/values.tsx';
import type { OrderCard } from '../contract/views.ts';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import { orderViews } from './order-views.ts';
import css from './orders.module.css';
import type { Sheet } from './sheet/use-sheet.ts';

/** What the client wishes: day, place, prepayment, their number, a comment; and the terms the order is sold by. */
export function WishesTab({ order, sheet }: { readonly order: OrderCard; readonly sheet: Sheet }) {
  const t = useText(texts);
  return (
    <div className={css['stack']}>
      <Panel title={t('wishes.title')}>
        {order.closed.edit === null ? (
          <WishesForm key={order.id} order={order} sheet={sheet} />
        ) : (
          <WishesFacts order={order} />
        )}
      </Panel>
      <Panel title={t('wishes.terms')}>
        <Facts
          rows={[
            [t('wishes.entity'), order.legalEntityName],
            [
              t('wishes.deferral'),
              t(order.deferralKind === 'banking' ? 'wishes.banking' : 'wishes.calendar', { count: order.deferralDays }),
            ],
            [t('list.manager'), order.managerName],
            [t('list.ordered'), <DateText key="ordered" value={order.orderedOn} />],
            [
              t('wishes.source'),
              t(`source.${order.source === 'import' || order.source === 'copy' ? order.source : 'screen'}`),
            ],
          ]}
        />
      </Panel>
    </div>
  );
}

function WishesFacts({ order }: { readonly order: OrderCard }) {
  const t = useText(texts);
  return (
    <Facts
      rows={[
        [t('wishes.wanted'), <DateText key="wanted" value={order.wantedOn} />],
        [t('wishes.site'), order.siteName],
        [t('wishes.prepaid'), t(order.prepaid ? 'wishes.yes' : 'wishes.no')],
        [t('wishes.clientNumber'), order.clientNumber],
        [t('wishes.comment'), order.comment],
      ]}
    />
  );
}

function WishesForm({ order, sheet }: { readonly order: OrderCard; readonly sheet: Sheet }) {
  const t = useText(texts);
  const account = useQuery({ ...ask(accounts.get, { accountId: order.accountId }), throwOnError: false });
  const form = useForm({
    wantedOn: order.wantedOn ?? '',
    siteId: order.siteId ?? '',
    prepaid: order.prepaid,
    clientNumber: order.clientNumber,
    comment: order.comment,
  });
  const save = useAct(orders.editHead, { invalidates: orderViews, onDone: () => done(t('wishes.saved')) });
  const act = {
    ...save,
    run: async (input: Parameters<typeof save.run>[0]) => {
      const version = await sheet.store.flush();
      return version === null ? undefined : save.run({ ...input, version });
    },
  };
  const sites = account.data?.sites ?? [];
  return (
    <FormPanel
      form={form}
      act={act}
      input={({ wantedOn, siteId, prepaid, clientNumber, comment }) => ({
        orderId: order.id,
        version: order.version,
        wantedOn: wantedOn === '' ? null : wantedOn,
        siteId: siteId === '' ? null : siteId,
        prepaid,
        clientNumber,
        comment,
      })}
      submit={t('wishes.save')}
    >
      <DateField {...form.field('wantedOn')} label={t('wishes.wanted')} />
      <SelectField
        {...form.field('siteId')}
        label={t('wishes.site')}
        clearable
        options={sites.map((site) => ({ value: site.id, label: `${site.name}, ${site.address}` }))}
      />
      <SwitchField {...form.field('prepaid')} label={t('wishes.prepaid')} hint={t('wishes.prepaidHint')} />
      <TextField {...form.field('clientNumber')} label={t('wishes.clientNumber')} maxLength={60} />
      <TextField {...form.field('comment')} label={t('wishes.comment')} rows={3} maxLength={2000} />
    </FormPanel>
  );
}
