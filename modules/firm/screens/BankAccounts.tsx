import { useState } from 'react';
import { newId } from '#kernel/id.ts';
import { accountNumberProblem, bikProblem, correspondentAccountProblem } from '#kernel/requisites.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { SwitchField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { Peek } from '#web/ui/Peek.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { done } from '#web/ui/toast.tsx';
import { type BankFields, legalEntities } from '../contract.ts';
import { texts } from '../texts.ts';
import { useRequisiteCheck } from './EntityFields.tsx';

type Bank = BankFields & { readonly id: string };
const changed = [legalEntities.get, legalEntities.list];
const emptyBank = { accountNumber: '', bik: '', bankName: '', correspondentAccount: '', isDefault: false };

/** The bank accounts of a legal entity, with the form of one at the side. */
export function BankAccounts({
  entityId,
  banks,
  mayWrite,
}: {
  readonly entityId: string;
  readonly banks: readonly Bank[];
  readonly mayWrite: boolean;
}) {
  const t = useText(texts);
  const [open, setOpen] = useState<Bank | null>(null);
  const add = mayWrite ? (
    <Button onClick={() => setOpen({ id: newId(), ...emptyBank })}>{t('firm.addBank')}</Button>
  ) : null;
  const columns: Column<Bank>[] = [
    { key: 'accountNumber', title: t('firm.accountNumber'), width: 220, cell: (row) => row.accountNumber },
    {
      key: 'isDefault',
      title: t('firm.default'),
      width: 130,
      cell: (row) => (row.isDefault ? <StateBadge state="ok" label={t('firm.default')} /> : null),
      phone: 'side',
    },
    { key: 'bankName', title: t('firm.bankName'), width: 240, cell: (row) => row.bankName, phone: 'line' },
    { key: 'bik', title: t('firm.bik'), width: 110, cell: (row) => row.bik, phone: 'line' },
    {
      key: 'correspondentAccount',
      title: t('firm.correspondentAccount'),
      width: 220,
      cell: (row) => row.correspondentAccount,
    },
  ];
  const close = () => setOpen(null);
  return (
    <>
      <Panel title={t('firm.banks')} acts={add} flush>
        <DataGrid
          caption={t('firm.banks')}
          rows={banks}
          columns={columns}
          rowId={(row) => row.id}
          opened={open?.id ?? null}
          {...(mayWrite ? { onOpen: setOpen } : {})}
          empty={{ title: t('firm.noBanks'), hint: t('firm.noBanksHint') }}
        />
      </Panel>
      {open === null ? null : (
        <Peek
          key={open.id}
          title={open.accountNumber === '' ? t('firm.bankTitle') : open.accountNumber}
          onClose={close}
        >
          <BankForm entityId={entityId} bank={open} onClose={close} />
        </Peek>
      )}
    </>
  );
}

function BankForm({
  entityId,
  bank,
  onClose,
}: {
  readonly entityId: string;
  readonly bank: Bank;
  readonly onClose: () => void;
}) {
  const t = useText(texts);
  const check = useRequisiteCheck();
  const { id: bankId, ...fields } = bank;
  const form = useForm<BankFields>(fields);
  const after = (text: string) => () => {
    done(text);
    onClose();
  };
  const save = useAct(legalEntities.saveBank, { invalidates: changed, onDone: after(t('firm.bankSaved')) });
  const remove = useAct(legalEntities.removeBank, { invalidates: changed, onDone: after(t('firm.bankRemoved')) });
  const { bik } = form.values;
  return (
    <>
      <FormPanel
        form={form}
        act={save}
        input={(values) => ({
          ...values,
          entityId,
          bankId,
          bik: values.bik.trim(),
          accountNumber: values.accountNumber.trim(),
          correspondentAccount: values.correspondentAccount.trim(),
        })}
        submit={t('firm.saveBank')}
        onCancel={onClose}
        wide
      >
        <TextField
          {...form.field('bik')}
          label={t('firm.bik')}
          kind="digits"
          maxLength={9}
          check={check(bikProblem)}
          required
        />
        <TextField {...form.field('bankName')} label={t('firm.bankName')} maxLength={200} required />
        <TextField
          {...form.field('accountNumber')}
          label={t('firm.accountNumber')}
          kind="digits"
          maxLength={20}
          check={check((text) => accountNumberProblem(text, bik.trim()))}
          required
        />
        <TextField
          {...form.field('correspondentAccount')}
          label={t('firm.correspondentAccount')}
          kind="digits"
          maxLength={20}
          check={check((text) => correspondentAccountProblem(text, bik.trim()))}
        />
        <SwitchField {...form.field('isDefault')} label={t('firm.bankDefault')} />
      </FormPanel>
      {bank.accountNumber === '' ? null : (
        <ActButton
          act={remove}
          input={{ entityId, bankId }}
          kind="danger"
          confirm={t('firm.removeBankConfirm', { number: bank.accountNumber })}
        >
          {t('firm.removeBank')}
        </ActButton>
      )}
    </>
  );
}
