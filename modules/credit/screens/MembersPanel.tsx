import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Sum } from '#web/ui/values.tsx';
import type { CreditCard } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './credit.module.css';

/** Who takes the group's limit: the accounts that the person sees, the others as one sum. */
export function MembersPanel({ card }: { readonly card: CreditCard }) {
  const t = useText(screenTexts);
  return (
    <Panel title={t('members.title', { name: card.groupName ?? '' })} flush>
      <table className={css['members']}>
        <thead>
          <tr>
            <th scope="col">{t('members.account')}</th>
            <th scope="col">{t('members.takes')}</th>
            <th scope="col">{t('members.overdue')}</th>
          </tr>
        </thead>
        <tbody>
          {card.members.map((member) => (
            <tr key={member.accountId}>
              <td>
                {member.accountId === card.accountId ? (
                  <>
                    {member.name} <span className="muted">{t('members.this')}</span>
                  </>
                ) : (
                  <A to={paths.account(member.accountId, { tab: 'credit' })}>{member.name}</A>
                )}
              </td>
              <td>
                <Sum minor={member.exposureMinor} />
              </td>
              <Overdue minor={member.overdueMinor} />
            </tr>
          ))}
          {card.otherMembersMinor === '0' && card.otherOverdueMinor === '0' ? null : (
            <tr>
              <td className="muted">{t('members.others')}</td>
              <td>
                <Sum minor={card.otherMembersMinor} />
              </td>
              <Overdue minor={card.otherOverdueMinor} />
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('members.whole')}</th>
            <td>
              <Sum minor={card.exposureMinor} />
            </td>
            <Overdue minor={card.overdueMinor} />
          </tr>
        </tfoot>
      </table>
    </Panel>
  );
}

function Overdue({ minor }: { readonly minor: string }) {
  return <td>{minor === '0' ? null : <Sum minor={minor} />}</td>;
}
