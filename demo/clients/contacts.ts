import { at, dice } from '../dice.ts';
import { demoId } from '../ids.ts';
import type { Client } from './clients.ts';
import { men, posts, surnames, women } from './words.ts';

export type Contact = {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly role: string;
  readonly attitude: string;
  readonly phone: string;
  readonly email: string;
  readonly reportsTo: string | null;
};

/** The people of a client: one to four; where there is a chief, the others answer to them. */
export function contactsOf(client: Client): Contact[] {
  const chance = dice('contacts', client.n);
  const count = client.tier === 'A' ? chance.int(3, 4) : client.tier === 'B' ? chance.int(2, 3) : chance.int(1, 2);
  const taken = chance.some(posts, count);
  const chief = taken.findIndex((one) => one.role === 'decider' || one.role === 'approver');
  return taken.map(({ post, role }, n) => ({
    id: demoId('contact', `${client.n} ${n}`),
    name: nameOf(client.n * 7 + n * 3),
    post,
    role,
    attitude: chance.weigh([
      ['', 30],
      ['supporter', 30],
      ['neutral', 20],
      ['champion', 10],
      ['sceptic', 8],
      ['opponent', 2],
    ] as const),
    phone: `+7 495 000-${String((client.n * 3 + n) % 100).padStart(2, '0')}-${String((client.n + n * 17) % 100).padStart(2, '0')}`,
    email: `contact${n + 1}@${client.stem}.example`,
    reportsTo: chief < 0 || chief === n ? null : demoId('contact', `${client.n} ${chief}`),
  }));
}

function nameOf(n: number): string {
  const isMan = n % 2 === 0;
  const [first, middle] = at(isMan ? men : women, n % 8);
  return `${at(at(surnames, (n * 11) % surnames.length), isMan ? 0 : 1)} ${first} ${middle}`;
}
