/* Who is here. Without a connection nobody knows, so nobody is shown as online. */

const ANSWER = 2_000;

/* In a room of more than so many the server does not say who is here. */
const MOST_TOLD = 100;

export class Presence {
  #texts;
  #page;
  #watched = '';
  #timer = null;
  #awaited = new Set();

  constructor({ page, texts }) {
    this.#page = page;
    this.#texts = texts;
  }

  /** The first frame of a connection knows the people of all rooms; those of other rows are asked for. */
  greeted(hello, send) {
    const here = new Map(hello.presence.map((person) => [person.userId, person]));
    const small = hello.rooms.filter((room) => room.memberCount <= MOST_TOLD);
    const fromRooms = new Set(small.flatMap((room) => room.members.map((member) => member.userId)));
    const awaited = new Set();
    for (const userId of this.#ids()) {
      if (fromRooms.has(userId)) {
        this.set(userId, here.get(userId)?.state ?? 'offline', here.get(userId)?.text);
      } else {
        awaited.add(userId);
      }
    }
    this.#watched = '';
    this.watch(send, fromRooms);
    clearTimeout(this.#timer);
    this.#awaited = awaited;
    // Only those who are here are named in the answer.
    this.#timer = setTimeout(() => {
      this.#awaited.forEach((userId) => this.set(userId, 'offline'));
    }, ANSWER);
  }

  /** Asks to be told about everybody shown on the page who shares no room with the reader. */
  watch(send, known = new Set()) {
    const userIds = this.#ids().filter((userId) => !known.has(userId)).slice(0, 500);
    if (userIds.join() !== this.#watched && send({ type: 'presence.watch', userIds })) {
      this.#watched = userIds.join();
    }
  }

  changed({ userId, state, text }) {
    this.#awaited.delete(userId);
    this.set(userId, state, text);
  }

  disconnected() {
    clearTimeout(this.#timer);
    this.#ids().forEach((userId) => this.set(userId, 'unknown'));
  }

  /** `text`: a few words of the person's own. */
  set(userId, state, text = '') {
    const id = CSS.escape(userId);
    for (const element of this.#page.querySelectorAll(`.contact[data-user-id="${id}"], #conversation[data-peer-id="${id}"]`)) {
      if (element.dataset.presence !== state) {
        element.dataset.presence = state;
        element.querySelector('.presence').textContent = this.#texts.get(`presence.${state}`);
      }
      const words = element.querySelector('.status-text');
      if (words && words.textContent !== text) {
        words.textContent = text;
      }
    }
  }

  #ids() {
    return [...new Set(this.#elements().map(idOf).filter(Boolean))];
  }

  #elements() {
    return [...this.#page.querySelectorAll('.contact[data-user-id], #conversation')];
  }
}

function idOf(element) {
  return element.dataset.userId ?? element.dataset.peerId;
}
