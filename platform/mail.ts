import type { Config } from './config.ts';

export type Letter = { readonly to: string; readonly subject: string; readonly text: string };
export type Mail = { readonly configured: boolean; send(letter: Letter): Promise<void> };

// A server that takes the call and says nothing must not hold the queue for minutes, as it could by the defaults.
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/** Mail out. Only jobs send: a letter that fails is tried again by the queue. Throws when no server is set. */
export function openMail(config: Config['mail']): Mail {
  if (config === null) {
    return { configured: false, send: () => Promise.reject(new Error('no mail server is set (KAMERTON_MAIL_URL)')) };
  }
  // Read in with the first letter: most servers that start send none.
  const opened = async () => (await import('nodemailer')).createTransport({ url: config.url, ...patience });
  let transport: ReturnType<typeof opened> | undefined;
  // A line break in a header would start another header.
  const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
  return {
    configured: true,
    send: async (letter) => {
      transport ??= opened();
      await (await transport).sendMail({
        from: config.from,
        to: oneLine(letter.to),
        subject: oneLine(letter.subject),
        text: letter.text,
      });
    },
  };
}
