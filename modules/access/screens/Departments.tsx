import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { type RowOf, useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { SelectField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { Peek } from '#web/ui/Peek.tsx';
import { PickField } from '#web/ui/PickField.tsx';
import { done } from '#web/ui/toast.tsx';
import { people } from '../contract.ts';
import { departments } from '../contract-org.ts';
import { peopleTexts } from '../texts-people.ts';

type Row = RowOf<typeof departments.list>;
type Placed = Row & { readonly depth: number };

/** The rows as a tree is read: each department, then those under it. */
function placed(rows: readonly Row[], parentId: string | null = null, depth = 0): Placed[] {
  return rows
    .filter((row) => row.parentId === parentId)
    .flatMap((row) => [{ ...row, depth }, ...placed(rows, row.id, depth + 1)]);
}

/** The departments as a tree, with the form of one at the side. */
export function Departments() {
  const t = useText(peopleTexts);
  const { may } = useSession();
  const { rows } = useLoaded(departments.list, {});
  const [open, setOpen] = useState<string | null>(null);
  const chosen = rows.find((row) => row.id === open);
  const mayWrite = may('people.write');
  const add = mayWrite ? <Button onClick={() => setOpen('new')}>{t('departments.add')}</Button> : null;
  const columns: Column<Placed>[] = [
    { key: 'name', title: t('departments.name'), width: 260, cell: (row) => '\u2003'.repeat(row.depth) + row.name },
    { key: 'headName', title: t('departments.head'), width: 220, cell: (row) => row.headName ?? '—', phone: 'line' },
    { key: 'people', title: t('departments.people'), width: 120, align: 'end', cell: (row) => row.people },
  ];
  const close = () => setOpen(null);
  return (
    <>
      <Panel title={t('departments.title')} acts={add} flush>
        <DataGrid
          caption={t('departments.title')}
          rows={placed(rows)}
          columns={columns}
          rowId={(row) => row.id}
          opened={open}
          {...(mayWrite ? { onOpen: (row: Placed) => setOpen(row.id) } : {})}
          empty={{ title: t('departments.none'), hint: t('departments.noneHint') }}
        />
      </Panel>
      {open === 'new' ? (
        <Peek title={t('departments.addTitle')} onClose={close}>
          <NewDepartment onClose={close} />
        </Peek>
      ) : null}
      {chosen === undefined ? null : (
        <Peek key={`${chosen.id} ${chosen.version}`} title={chosen.name} onClose={close}>
          <Department row={chosen} onClose={close} />
        </Peek>
      )}
    </>
  );
}

type Values = { name: string; parentId: string; headId: string };
const inputOf = ({ name, parentId, headId }: Values) => ({
  name,
  parentId: parentId === '' ? null : parentId,
  headId: headId === '' ? null : headId,
});

function Fields({ form, self }: { readonly form: ReturnType<typeof useForm<Values>>; readonly self: Row | null }) {
  const t = useText(peopleTexts);
  const { rows } = useLoaded(departments.list, {});
  const others = rows.filter((row) => row.id !== self?.id).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <TextField {...form.field('name')} label={t('departments.name')} maxLength={200} required />
      <SelectField
        {...form.field('parentId')}
        label={t('departments.parent')}
        options={others}
        placeholder={t('departments.top')}
        clearable
      />
      <PickField
        {...form.field('headId')}
        label={t('departments.head')}
        endpoint={people.pick}
        input={(q) => ({ q })}
        choice={(row) => ({ value: row.id, label: row.name, hint: row.post })}
        chosen={self?.headName}
      />
    </>
  );
}

function NewDepartment({ onClose }: { readonly onClose: () => void }) {
  const t = useText(peopleTexts);
  const form = useForm<Values>({ name: '', parentId: '', headId: '' });
  const create = useAct(departments.create, {
    invalidates: [departments.list],
    onDone: () => {
      done(t('departments.saved'));
      onClose();
    },
  });
  return (
    <FormPanel
      form={form}
      act={create}
      input={(values) => ({ id: form.id, ...inputOf(values) })}
      submit={t('departments.add')}
      onCancel={onClose}
      wide
    >
      <Fields form={form} self={null} />
    </FormPanel>
  );
}

function Department({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const t = useText(peopleTexts);
  const { id: departmentId, version, name } = row;
  const form = useForm<Values>({ name, parentId: row.parentId ?? '', headId: row.headId ?? '' });
  const after = (text: string) => () => {
    done(text);
    onClose();
  };
  const update = useAct(departments.update, { invalidates: [departments.list], onDone: after(t('departments.saved')) });
  const remove = useAct(departments.remove, {
    invalidates: [departments.list],
    onDone: after(t('departments.removed')),
  });
  return (
    <>
      <FormPanel
        form={form}
        act={update}
        input={(values) => ({ departmentId, version, ...inputOf(values) })}
        submit={t('departments.save')}
        onCancel={onClose}
        wide
      >
        <Fields form={form} self={row} />
      </FormPanel>
      <ActButton act={remove} input={{ departmentId }} kind="danger" confirm={t('departments.removeConfirm', { name })}>
        {t('departments.remove')}
      </ActButton>
    </>
  );
}
