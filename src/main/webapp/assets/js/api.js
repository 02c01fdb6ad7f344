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

  /** Open channels by name: { items: [{ id, name, topic?, memberCount, joined }], nextCursor? } */
  channels({ search, limit }) {
    return this.#get('/rooms', { scope: 'open', search, limit });
  }

  /** Makes a group or a channel, and answers the room; refusals are thrown as { code }. */
  makeRoom(room) {
    return this.#send('POST', '/rooms', room);
  }

  /** Joins an open channel, and answers the room. */
  join(roomId) {
    return this.#send('PUT', `/rooms/${roomId}/membership`);
  }

  /** Messages: { items: [{ message, room, marks }], nextCursor? }; what cannot be answered throws with its `detail`. */
  search({ q, limit, cursor = '' }) {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return this.#get('/search', { q, limit, cursor, timeZone });
  }

  async #send(method, path, body) {
    const headers = { ...HEADERS, ...(body && { 'Content-Type': 'application/json' }) };
    const answer = await fetch(`${this.#base}${path}`, { method, headers, body: body && JSON.stringify(body) });
    const said = await answer.json();
    if (!answer.ok) {
      throw Object.assign(new Error(`${path} answered ${answer.status}`), { code: said.code });
    }
    return said;
  }

  async #get(path, query) {
    const answer = await fetch(`${this.#base}${path}?${new URLSearchParams(query)}`, { headers: HEADERS });
    if (!answer.ok) {
      const { detail = '' } = await answer.json().catch(() => ({}));
      throw Object.assign(new Error(`${path} answered ${answer.status}`), { detail });
    }
    return answer.json();
  }
}
