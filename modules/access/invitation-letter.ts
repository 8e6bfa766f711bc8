/** The letter with an invitation. It makes a token of its own, so that no token waits in the queue. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { translate } from '#kernel/texts.ts';
import { readOrg, writeOrg } from '#platform/database.ts';
import type { Job, JobContext } from '#platform/jobs.ts';
import { insertInvitation } from './invitations.ts';
import { letterTexts } from './letter-texts.ts';
import { newToken } from './session.ts';

type Invitation = {
  readonly personId: string;
  readonly createdBy: string;
  readonly expiresAt: string;
  readonly email: string;
  readonly name: string;
  readonly lang: 'ru' | 'en';
  readonly orgName: string;
  readonly invitedBy: string;
};

/** Where an invitation is taken: the token stands after `#`, which browsers send to nobody. */
export function invitationLink(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/invitation#${token}`;
}

/** Sends the letter unless the invitation was used, replaced or is over. Done twice, it is two letters that both work. */
export function invitationLetter(publicUrl: string): Job {
  return {
    task: 'access.invitation_letter',
    // A mail server is given some seconds at each step.
    minutesMost: 5,
    handle: async (context, payload) => {
      const invitationId = String(payload['invitationId']);
      const invitation = await liveInvitation(context, invitationId);
      if (invitation === undefined) return;
      // Without a mail server the letter waits in the queue; a token nobody gets must not be made each time.
      if (!context.mail.configured) throw new Error('no mail server is set (KAMERTON_MAIL_URL)');
      const token = await tokenFor(context, invitation);
      await context.mail.send(letterOf(invitation, invitationLink(publicUrl, token)));
    },
  };
}

async function liveInvitation({ db, orgId, now }: JobContext, invitationId: string): Promise<Invitation | undefined> {
  const { rows } = await readOrg(db, orgId, (read) =>
    sql<Invitation>`
      select i.person_id as "personId", i.created_by as "createdBy", i.expires_at as "expiresAt", p.email, p.name, p.lang,
        o.name as "orgName", b.name as "invitedBy"
      from invitation i
      join person p on p.org_id = ${orgId} and p.id = i.person_id and p.active
      join person b on b.org_id = ${orgId} and b.id = i.created_by
      join org o on o.org_id = ${orgId}
      where i.org_id = ${orgId} and i.id = ${invitationId} and i.used_at is null and i.expires_at > ${now}`.execute(
      read,
    ),
  );
  return rows[0];
}

async function tokenFor({ db, orgId, now }: JobContext, invitation: Invitation): Promise<string> {
  const { token, tokenHash: hash } = newToken();
  const { personId, createdBy, expiresAt } = invitation;
  await writeOrg(db, orgId, {
    work: (tx) => insertInvitation(tx, { orgId, id: newId(), hash, personId, createdBy, now, expiresAt }),
  });
  return `${orgId}.${token}`;
}

function letterOf(invitation: Invitation, link: string) {
  const { lang, name, orgName, invitedBy, email } = invitation;
  const text = (key: 'subject' | 'body') => translate(letterTexts, lang, key, { name, orgName, invitedBy, link });
  return { to: email, subject: text('subject'), text: text('body') };
}
