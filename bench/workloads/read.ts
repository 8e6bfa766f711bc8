/** What people look at: the list of accounts, the card of one, the ageing matrix. */
import { compare, type Line, type Workload } from '../line.ts';
import type { Stand } from '../stand.ts';

type Asked = {
  readonly workload: string;
  readonly path: (turn: number) => string;
  readonly text: string;
  readonly values: (turn: number) => unknown[];
};

/** One address against the plainest statement that gives the same rows. */
async function asked(stand: Stand, { workload, path, text, values }: Asked): Promise<Line> {
  const api = stand.client();
  const raw = await stand.owner.connect();
  const line = await compare(stand, {
    workload,
    clients: 1,
    seconds: stand.options.seconds,
    ours: async (_client, turn) => {
      const answer = await api.send(path(turn));
      if (answer.status !== 200)
        throw new Error(`${workload}: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
      return true;
    },
    limit: async (_client, turn) => {
      await raw.query({ name: workload, text, values: [stand.place.orgId, ...values(turn)] });
      return true;
    },
  });
  api.close();
  raw.release();
  return line;
}

const accountColumns = 'a.id, a.code, a.name, a.inn, a.status, a.tier, a.manager_id, a.group_id';

export const accounts: Workload = {
  name: 'accounts',
  run: async (stand) => {
    const nth = (turn: number): number => 1 + ((turn * 7919) % stand.options.accounts);
    return [
      await asked(stand, {
        workload: 'accounts by name',
        path: () => '/accounts?limit=50',
        text: `select ${accountColumns} from account a where a.org_id = $1 order by a.name collate ru_name, a.id limit 50`,
        values: () => [],
      }),
      await asked(stand, {
        workload: 'accounts by text',
        path: (turn) => `/accounts?limit=50&q=${encodeURIComponent(`клиент ${nth(turn)}`)}`,
        text: `select * from (select ${accountColumns} from account a where a.org_id = $1 and a.search_text like '%' || $2 || '%') f order by f.name collate ru_name, f.id limit 50`,
        values: (turn) => [`клиент ${nth(turn)}`],
      }),
    ];
  },
};

export const account: Workload = {
  name: 'account',
  run: async (stand) => {
    const picked = await stand.owner.query<{ id: string }>(
      'select id from account where org_id = $1 order by id limit 500',
      [stand.place.orgId],
    );
    const nth = (turn: number): string => picked.rows[turn % picked.rows.length]?.id ?? '';
    const line = await asked(stand, {
      workload: 'account',
      path: (turn) => `/accounts/${nth(turn)}`,
      text: `select row_to_json(a), (select row_to_json(c) from account_credit c where c.org_id = $1 and c.account_id = a.id),
          (select sum(open_minor) from receivable r where r.org_id = $1 and r.account_id = a.id and r.open_minor > 0 and r.due_on < current_date),
          (select json_agg(o) from (select id, number, state, total_minor, ordered_on from sales_order s where s.org_id = $1 and s.account_id = a.id order by number desc limit 20) o),
          (select json_agg(c) from contact c where c.org_id = $1 and c.account_id = a.id),
          (select max(limit_minor) from credit_limit l where l.org_id = $1 and l.account_id = a.id)
        from account a where a.org_id = $1 and a.id = $2`,
      values: (turn) => [nth(turn)],
    });
    return [line];
  },
};

const buckets = `sum(r.open_minor) filter (where r.due_on >= $2::date), sum(r.open_minor) filter (where $2::date - r.due_on between 1 and 7),
  sum(r.open_minor) filter (where $2::date - r.due_on between 8 and 30), sum(r.open_minor) filter (where $2::date - r.due_on between 31 and 60),
  sum(r.open_minor) filter (where $2::date - r.due_on between 61 and 90), sum(r.open_minor) filter (where $2::date - r.due_on > 90)`;

export const ageing: Workload = {
  name: 'ageing',
  run: async (stand) => {
    const today = new Date().toISOString().slice(0, 10);
    const past = new Date(Date.now() - 15 * 86_400_000).toISOString().slice(0, 10);
    const full = `select count(*), sum(r.open_minor), ${buckets} from receivable r where r.org_id = $1 and r.open_minor > 0`;
    const page = `select r.account_id, sum(r.open_minor), ${buckets} from receivable r where r.org_id = $1 and r.open_minor > 0 and r.account_id in
      (select account_id from account_credit where org_id = $1 and receivable_minor > 0 order by receivable_minor desc, account_id limit 50) group by 1`;
    return [
      await asked(stand, { workload: 'ageing full', path: () => '/ageing-totals', text: full, values: () => [today] }),
      await asked(stand, {
        workload: 'ageing first page',
        path: () => '/ageing?limit=50',
        text: page,
        values: () => [today],
      }),
      await asked(stand, {
        workload: 'ageing as of a past day',
        path: () => `/ageing-totals?asOf=${past}`,
        text: full,
        values: () => [today],
      }),
    ];
  },
};
