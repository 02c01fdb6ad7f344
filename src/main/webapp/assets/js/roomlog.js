/*
 * What is known of one room: messages by their place (seq), and how far the changes are known without a hole.
 * A frame that jumps ahead is shown at once, and the hole before it is asked for.
 */

export class RoomLog {
  #messages = [];
  #ahead = new Set();
  #asked = 0;

  /** Every change up to this one is known. */
  change;

  /** Whether nothing is older than the oldest message here. */
  complete;

  constructor({ change = 0, complete = true } = {}) {
    this.change = change;
    this.complete = complete;
  }

  get messages() {
    return this.#messages;
  }

  get oldestSeq() {
    return this.#messages[0]?.seq ?? 0;
  }

  get newestSeq() {
    return this.#messages.at(-1)?.seq ?? 0;
  }

  /** Whether changes are missing before one that is known. */
  get hasHole() {
    return this.#ahead.size > 0;
  }

  at(seq) {
    const found = this.#messages[this.#index(seq)];
    return found?.seq === seq ? found : undefined;
  }

  /** How far a room is read by somebody who read up to `seq`: their own messages right behind need no reading. */
  readThrough(seq, userId) {
    let last = seq;
    for (let i = this.#index(seq + 1); this.#messages[i]?.senderId === userId; i++) {
      last = this.#messages[i].seq;
    }
    return last;
  }

  /** A message as the server has it now: added, changed, or ignored because that is known or out of sight. */
  put(message) {
    const index = this.#index(message.seq);
    const known = this.#messages[index];
    if (known?.seq === message.seq) {
      if (known.change >= message.change) {
        return 'ignored';
      }
      this.#messages[index] = message;
      return 'changed';
    }
    if (index === 0 && this.#messages.length > 0 && !this.complete) {
      return 'ignored';
    }
    this.#messages.splice(index, 0, message);
    return 'added';
  }

  /** A message that came by itself. */
  receive(message) {
    const outcome = this.put(message);
    if (message.change > this.change) {
      this.#ahead.add(message.change);
      this.#settle();
    }
    return outcome;
  }

  /** The last change before what is to be asked for now. */
  asks() {
    this.#asked = this.change;
    return this.change;
  }

  /** Whether the server knows less than was known when it was asked: its data are those of an earlier day. */
  isSetBack(upTo) {
    return upTo < this.#asked;
  }

  /** Takes the server's word for how far the changes go. */
  setBack(upTo) {
    this.change = upTo;
    this.#asked = 0;
    this.#ahead.clear();
  }

  /** The answer to a question for changes; says with which change to ask on, or null when the hole is filled. */
  fill(upTo, more) {
    this.change = Math.max(this.change, upTo);
    this.#settle();
    if (!more) {
      // The server has told everything up to now: an edit of an edit leaves numbers that no message carries.
      const seen = [...this.#ahead].filter((change) => change <= upTo);
      seen.forEach((change) => this.#ahead.delete(change));
    }
    return more || this.hasHole ? this.change : null;
  }

  /** An older page. Returns what was new. */
  prepend(messages, foundOldest) {
    this.complete = foundOldest;
    const before = this.#messages[0]?.seq ?? Infinity;
    const older = messages.filter((message) => message.seq < before);
    this.#messages.unshift(...older);
    return older;
  }

  /** Starts again with the newest page, when too much was missed to fill in. */
  reset(messages, change, complete) {
    this.#messages = [...messages];
    this.setBack(change);
    this.complete = complete;
  }

  #settle() {
    while (this.#ahead.delete(this.change + 1)) {
      this.change++;
    }
    for (const change of this.#ahead) {
      if (change <= this.change) {
        this.#ahead.delete(change);
      }
    }
  }

  #index(seq) {
    let low = 0;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#messages[middle].seq < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
