/* What a page asks over HTTP. */

/** What no page of somebody else can send along: without it, the server does nothing for the cookie. */
const HEADERS = { Accept: 'application/json', 'X-Requested-By': 'page' };

export class Api {
  #base;

  constructor(context) {
    this.#base = `${context}/api/v1`;
  }

  /** known, unknown (nobody is signed in) or unreachable */
  async identify() {
    try {
      const answer = await fetch(`${this.#base}/users/me`, { headers: HEADERS, cache: 'no-store' });
      return answer.status === 401 ? 'unknown' : answer.ok ? 'known' : 'unreachable';
    } catch {
      return 'unreachable';
    }
  }

  /** A page of history around an anchor, which is part of it. */
  history(roomId, { anchor, before, after = 0 }) {
    return this.#get(`/rooms/${roomId}/messages`, { anchor, before, after });
  }

  /** Colleagues by name: { items: [{ id, username, name, presence }], total, nextCursor? } */
  people({ search = '', cursor = '', limit }) {
    return this.#get('/users', { search, cursor, limit });
  }

  async #get(path, query) {
    const answer = await fetch(`${this.#base}${path}?${new URLSearchParams(query)}`, { headers: HEADERS });
    if (!answer.ok) {
      throw new Error(`${path} answered ${answer.status}`);
    }
    return answer.json();
  }
}
