import { IconCheck } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { translate } from '#kernel/texts.ts';
import { type RowOf, useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useLang, useSession } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import { Page } from '#web/ui/Page.tsx';
import { roles } from '../contract.ts';
import { rightsTexts } from '../texts-rights.ts';
import { subjects } from './rights.ts';
import css from './roles.module.css';

type Role = RowOf<typeof roles.list>;

/** Who may do what: rights by subject against roles, in plain words. */
export function RolesPage() {
  const t = useText(rightsTexts);
  const { may } = useSession();
  const { rows } = useLoaded(roles.list, {});
  return (
    <Page
      title={t('roles.title')}
      count={rows.length}
      under={t('roles.lead')}
      acts={
        may('people.write') ? (
          <LinkButton to={paths.role('new')} kind="primary">
            {t('roles.add')}
          </LinkButton>
        ) : undefined
      }
    >
      <section className={css['frame']} aria-label={t('roles.title')}>
        <table className={css['matrix']}>
          <thead>
            <tr>
              <th scope="col">{t('roles.right')}</th>
              {rows.map((role) => (
                <th key={role.id} scope="col">
                  <A to={paths.role(role.id)}>{role.name}</A>
                  <small>{t('roles.people', { count: role.people })}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Group title={t('roles.sight')} width={rows.length + 1} />
            <Line title={t('roles.visibility')} roles={rows} cell={(role) => t(`visibility.${role.visibility}`)} />
            <Line title={t('roles.seesCost')} roles={rows} cell={(role) => <Mark on={role.seesCost} />} />
            <Line title={t('roles.mayExport')} roles={rows} cell={(role) => <Mark on={role.mayExport} />} />
            {subjects.map((subject) => (
              <Subject key={subject.key} subject={subject} roles={rows} />
            ))}
          </tbody>
        </table>
      </section>
    </Page>
  );
}

function Subject({
  subject,
  roles: columns,
}: {
  readonly subject: (typeof subjects)[number];
  readonly roles: readonly Role[];
}) {
  const t = useText(rightsTexts);
  const lang = useLang();
  return (
    <Fragment>
      <Group title={translate<string>(rightsTexts, lang, `subject.${subject.key}`)} width={columns.length + 1} />
      {subject.rights.map((right) => (
        <Line
          key={right}
          title={t(`right.${right}`)}
          roles={columns}
          cell={(role) => <Mark on={role.permissions.includes(right)} />}
        />
      ))}
    </Fragment>
  );
}

function Group({ title, width }: { readonly title: string; readonly width: number }) {
  return (
    <tr className={css['group']}>
      <th scope="colgroup" colSpan={width}>
        {title}
      </th>
    </tr>
  );
}

function Line({
  title,
  roles: columns,
  cell,
}: {
  readonly title: string;
  readonly roles: readonly Role[];
  readonly cell: (role: Role) => ReactNode;
}) {
  return (
    <tr>
      <th scope="row">{title}</th>
      {columns.map((role) => (
        <td key={role.id}>{cell(role)}</td>
      ))}
    </tr>
  );
}

/** A mark that is read aloud too. */
function Mark({ on }: { readonly on: boolean }) {
  const t = useText(rightsTexts);
  return on ? (
    <>
      <IconCheck size={16} aria-hidden />
      <span className="unseen">{t('roles.yes')}</span>
    </>
  ) : (
    <span className="muted">
      <span aria-hidden>·</span>
      <span className="unseen">{t('roles.no')}</span>
    </span>
  );
}
