/* What a page asks over HTTP. */

export class Api {
  #base;

  constructor(context) {
    this.#base = `${context}/api/v1`;
  }

  /** known, unknown (nobody is signed in) or unreachable */
  async identify() {
    try {
      const answer = await fetch(`${this.#base}/users/me`, { headers: { Accept: 'application/json' }, cache: 'no-store' });
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

  /** Messages: { items: [{ message, room, marks }], nextCursor? }; what cannot be answered throws with its `detail`. */
  search({ q, limit, cursor = '' }) {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return this.#get('/search', { q, limit, cursor, timeZone });
  }

  async #get(path, query) {
    const answer = await fetch(`${this.#base}${path}?${new URLSearchParams(query)}`, {
      headers: { Accept: 'application/json' },
    });
    if (!answer.ok) {
      const { detail = '' } = await answer.json().catch(() => ({}));
      throw Object.assign(new Error(`${path} answered ${answer.status}`), { detail });
    }
    return answer.json();
  }
}
