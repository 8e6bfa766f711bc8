/** The letter with an invitation. It makes a token of its own, so that no token waits in the queue. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { translate } from '#kernel/texts.ts';
import { type Read, readOrg, writeOrg } from '#platform/database.ts';
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

/**
 * Sends the letter unless the invitation was used, replaced or is over. Sent again, it has a new token and the one of the
 * letter before is dead: of the letters of an invitation the newest alone works.
 */
export function invitationLetter(publicUrl: string): Job {
  return {
    task: 'access.invitation_letter',
    // A mail server is given some seconds at each step.
    minutesMost: 5,
    handle: async (context, payload) => {
      const invitationId = String(payload['invitationId']);
      const { db, orgId, now } = context;
      const live = await readOrg(db, orgId, (read) => liveInvitation(read, { orgId, now, invitationId }));
      if (live === undefined) return;
      // Without a mail server the letter waits in the queue; a token nobody gets must not be made each time.
      if (!context.mail.configured) throw new Error('no mail server is set (KAMERTON_MAIL_URL)');
      const renewed = await renewToken(context, invitationId);
      if (renewed === undefined) return;
      await context.mail.send(letterOf(renewed.invitation, invitationLink(publicUrl, renewed.token)));
    },
  };
}

type Asked = { readonly orgId: string; readonly now: string; readonly invitationId: string };

async function liveInvitation(read: Read, { orgId, now, invitationId }: Asked): Promise<Invitation | undefined> {
  const { rows } = await sql<Invitation>`
    select i.person_id as "personId", i.created_by as "createdBy", i.expires_at as "expiresAt", p.email, p.name, p.lang,
      o.name as "orgName", b.name as "invitedBy"
    from invitation i
    join person p on p.org_id = ${orgId} and p.id = i.person_id and p.active
    join person b on b.org_id = ${orgId} and b.id = i.created_by
    join org o on o.org_id = ${orgId}
    where i.org_id = ${orgId} and i.id = ${invitationId} and i.used_at is null and i.expires_at > ${now}`.execute(read);
  return rows[0];
}

type Renewed = { readonly invitation: Invitation; readonly token: string };

/**
 * A token for the letter in place of the earlier letters' ones; nothing when the invitation was taken or replaced
 * meanwhile. The link that was shown to who invites goes on working.
 */
async function renewToken({ db, orgId, now }: JobContext, invitationId: string): Promise<Renewed | undefined> {
  const { token, tokenHash: hash } = newToken();
  return writeOrg<Renewed | undefined>(db, orgId, {
    work: async (tx) => {
      // The person is locked first, as by a new invitation, a deactivation and the taking, so that all take turns.
      await sql`select from person where org_id = ${orgId} and id =
        (select i.person_id from invitation i where i.org_id = ${orgId} and i.id = ${invitationId}) for update`.execute(
        tx,
      );
      const invitation = await liveInvitation(tx, { orgId, now, invitationId });
      if (invitation === undefined) return undefined;
      const { personId, createdBy, expiresAt } = invitation;
      // A new invitation has taken away all before it: whatever else waits for this person is of letters of this one.
      await sql`delete from invitation where org_id = ${orgId} and person_id = ${personId} and id <> ${invitationId}
        and used_at is null`.execute(tx);
      await insertInvitation(tx, { orgId, id: newId(), hash, personId, createdBy, now, expiresAt });
      return { invitation, token: `${orgId}.${token}` };
    },
  });
}

function letterOf(invitation: Invitation, link: string) {
  const { lang, name, orgName, invitedBy, email } = invitation;
  const text = (key: 'subject' | 'body') => translate(letterTexts, lang, key, { name, orgName, invitedBy, link });
  return { to: email, subject: text('subject'), text: text('body') };
}
