import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, describe, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { openMail } from './mail.ts';

/** A real mail server that keeps what it is given. */
async function mailServer(answer: 'takes' | 'refuses') {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        letters.push(Buffer.concat(parts).toString());
        done(answer === 'takes' ? null : new Error('mailbox unavailable'));
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { letters, url: `smtp://127.0.0.1:${port}` };
}

const letter = { to: 'anna@kamerton.example', subject: 'Приглашение', text: 'Добро пожаловать' };

describe('mail', () => {
  test('a letter reaches a real server whole', async () => {
    const { letters, url } = await mailServer('takes');
    await openMail({ url, from: 'kamerton@kamerton.example' }).send(letter);
    const [kept = ''] = letters;
    assert.match(kept, /^To: anna@kamerton\.example\r$/m);
    assert.match(kept, /^From: kamerton@kamerton\.example\r$/m);
    const body = kept.split('\r\n\r\n')[1] ?? '';
    assert.equal(Buffer.from(body, 'base64').toString().trim(), 'Добро пожаловать');
  });

  test('a line break in a name starts no header of its own', async () => {
    const { letters, url } = await mailServer('takes');
    const mail = openMail({ url, from: 'kamerton@kamerton.example' });
    await mail.send({ ...letter, subject: 'Привет\r\nBcc: everyone@other.example' });
    assert.doesNotMatch(letters[0] ?? '', /^Bcc:/m);
  });

  test('what the server refuses is thrown, for the queue to try again; so is mail with no server set', async () => {
    const { url } = await mailServer('refuses');
    await assert.rejects(openMail({ url, from: 'kamerton@kamerton.example' }).send(letter), /mailbox unavailable/);
    await assert.rejects(openMail(null).send(letter), /KAMERTON_MAIL_URL/);
  });
});
