/* "… is typing": said at most every 3 seconds while the text changes, shown until 6 seconds after the last word of it. */

const SAY_EVERY = 3_000;
const SHOW_FOR = 6_000;

/** Says that the reader types. */
export function typingSender(send, now = Date.now) {
  let said = -Infinity;
  return () => {
    if (now() - said >= SAY_EVERY && send()) {
      said = now();
    }
  };
}

/** Shows who types in which room: `display(roomId, [userId])`. */
export class TypingSigns {
  #rooms = new Map();
  #display;

  constructor(display) {
    this.#display = display;
  }

  start(roomId, userId) {
    const timers = this.#rooms.get(roomId) ?? new Map();
    clearTimeout(timers.get(userId));
    timers.set(userId, setTimeout(() => this.stop(roomId, userId), SHOW_FOR));
    this.#rooms.set(roomId, timers);
    this.#display(roomId, [...timers.keys()]);
  }

  /** Also when the message is there, or the connection is not. */
  stop(roomId, userId) {
    const timers = this.#rooms.get(roomId);
    if (timers?.has(userId)) {
      clearTimeout(timers.get(userId));
      timers.delete(userId);
      this.#display(roomId, [...timers.keys()]);
    }
  }

  stopAll() {
    for (const [roomId, timers] of this.#rooms) {
      [...timers.keys()].forEach((userId) => this.stop(roomId, userId));
    }
  }
}

/** Who types, as a sentence; empty for nobody. In a room of two everybody knows who it is. */
export function typingSentence(userIds, { isGroup, names, texts }) {
  if (userIds.length === 0) {
    return '';
  }
  if (!isGroup) {
    return texts.get('typing');
  }
  if (userIds.length > 2) {
    return texts.get('typing.many');
  }
  const [name, other] = userIds.map((userId) => names.short(userId, texts.get('typing.somebody')));
  return other ? texts.get('typing.both', { name, other }) : texts.get('typing.by', { name });
}
