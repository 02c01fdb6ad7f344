/* One edit or deletion that is asked of the server, until the message is as asked for or the server says why not. */

let count = 0;

/** Whether a message may still be changed: `limit` in seconds, 0 for never; `now` on the clock of the server. */
export function isOpen(message, limit, now) {
  return limit > 0 && !message.deletedAt && now - Date.parse(message.createdAt) < limit * 1_000;
}

export class Revision {
  #send;
  #asked = null;

  /** `send(frame)` answers whether it went out. */
  constructor(send) {
    this.#send = send;
  }

  /** The id of the message that is being changed, or null. */
  get messageId() {
    return this.#asked?.messageId ?? null;
  }

  /** Makes a message say something else, or nothing any more when there is no text; false when nobody hears. */
  ask({ id, text = null, change }) {
    const type = text === null ? 'message.delete' : 'message.edit';
    const words = text === null ? {} : { text };
    this.#asked = { type, ref: `revision:${++count}`, messageId: id, ...words, change };
    return this.#send(this.#asked) || this.forget();
  }

  /** The connection is there again and the answer may be lost: asking twice is harmless. */
  again() {
    if (this.#asked) {
      this.#send(this.#asked);
    }
  }

  /** A message as it is now; true when that is what was asked for. */
  settles(message) {
    const { messageId, text } = this.#asked ?? {};
    const done =
      messageId === message.id && (text === undefined ? Boolean(message.deletedAt) : !message.deletedAt && message.text === text);
    if (done) {
      this.forget();
    }
    return done;
  }

  /** The server refused; true when it was about this. */
  refuses({ ref }) {
    const ours = this.#asked !== null && ref === this.#asked.ref;
    if (ours) {
      this.forget();
    }
    return ours;
  }

  /** Waits for nothing any more. Always false. */
  forget() {
    this.#asked = null;
    return false;
  }
}
