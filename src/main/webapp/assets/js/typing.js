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

/** Shows who types: `display(userId, isTyping)`. */
export class TypingSigns {
  #timers = new Map();
  #display;

  constructor(display) {
    this.#display = display;
  }

  start(userId) {
    clearTimeout(this.#timers.get(userId));
    this.#timers.set(userId, setTimeout(() => this.stop(userId), SHOW_FOR));
    this.#display(userId, true);
  }

  /** Also when the message is there, or the connection is not. */
  stop(userId) {
    if (this.#timers.has(userId)) {
      clearTimeout(this.#timers.get(userId));
      this.#timers.delete(userId);
      this.#display(userId, false);
    }
  }

  stopAll() {
    [...this.#timers.keys()].forEach((userId) => this.stop(userId));
  }
}
