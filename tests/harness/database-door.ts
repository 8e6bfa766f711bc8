/** A door in front of PostgreSQL that a test opens, shuts, slams and jams: the database that is away, slow or silent. */
import net from 'node:net';
import pg from 'pg';
import { atEnd } from './endings.ts';

export type Door = {
  /** The owner's URL of the same database, through the door. */
  readonly url: string;
  /** Connections that stand in the door now. */
  readonly through: () => number;
  /** Cuts every connection and refuses new ones until `open`. */
  shut(): Promise<void>;
  open(): Promise<void>;
  /** Cuts every connection; new ones are let in. */
  slam(): void;
  /** Takes everything and passes nothing on, as a network does that lost a cable, until `unjam`. */
  jam(): void;
  unjam(): void;
  /**
   * Jams when a connection asks what holds this text: `asked` resolves then, and the text has not reached the database. A
   * test kills who asked, or calls `unjam`.
   */
  holdAt(text: string): { readonly asked: Promise<void> };
};

type Pair = { readonly near: net.Socket; readonly far: net.Socket };
type Hold = { readonly text: string; readonly asked: () => void };

/** Puts a door before the database of this URL; it is taken away after the tests of the file. */
export async function doorTo(databaseUrl: string): Promise<Door> {
  const target = new pg.Client({ connectionString: databaseUrl });
  const state = { jammed: false, hold: null as Hold | null };
  const pairs = new Set<Pair>();
  const server = net.createServer((near) => {
    const far = target.host.startsWith('/')
      ? net.connect(`${target.host}/.s.PGSQL.${target.port}`)
      : net.connect(target.port, target.host);
    const pair: Pair = { near, far };
    pairs.add(pair);
    const cut = (): void => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', cut);
      socket.on('close', cut);
    }
    pass(pair, state);
  });
  const port = await listenOn(server, 0);
  const slam = (): void => {
    for (const { near, far } of [...pairs]) {
      near.destroy();
      far.destroy();
    }
  };
  const setJam = (jammed: boolean): void => {
    state.jammed = jammed;
    state.hold = null;
    for (const { near, far } of pairs) {
      for (const socket of [near, far]) jammed ? socket.pause() : socket.resume();
    }
  };
  const shut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    slam();
    await closed;
  };
  atEnd(shut);
  return {
    url: urlThrough(target, port),
    through: () => pairs.size,
    shut,
    open: async () => void (await listenOn(server, port)),
    slam,
    jam: () => setJam(true),
    unjam: () => setJam(false),
    holdAt: (text) => ({
      asked: new Promise((resolve) => {
        state.hold = { text, asked: () => resolve() };
      }),
    }),
  };
}

/** Passes both ways what comes, and holds what is waited for. */
function pass({ near, far }: Pair, state: { jammed: boolean; hold: Hold | null }): void {
  near.on('data', (piece: Buffer) => {
    const { hold } = state;
    if (hold !== null && piece.includes(hold.text)) {
      state.hold = null;
      near.pause();
      hold.asked();
      // What was held goes on when the door is unjammed.
      near.once('resume', () => far.write(piece));
      return;
    }
    if (!far.write(piece)) near.pause();
  });
  far.on('drain', () => {
    if (!state.jammed) near.resume();
  });
  far.on('data', (piece: Buffer) => void near.write(piece));
  if (state.jammed) {
    near.pause();
    far.pause();
  }
}

function listenOn(server: net.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function urlThrough(target: pg.Client, port: number): string {
  const url = new URL('postgresql://127.0.0.1');
  url.username = encodeURIComponent(target.user ?? '');
  url.password = encodeURIComponent(target.password ?? '');
  url.port = String(port);
  url.pathname = `/${target.database ?? ''}`;
  return url.toString();
}
