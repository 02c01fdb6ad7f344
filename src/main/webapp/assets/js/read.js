/* A message counts as read when it was in view for a second in a window that is visible and in front. */

const DWELL = 1_000;

export class Reading {
  #seen = new Map();
  #observer;
  #upTo;
  #markRead;
  #page;

  /** `markRead(seq)` tells the server; false when that is not possible now. */
  constructor({ root, upTo, markRead, page = document }) {
    this.#upTo = upTo;
    this.#markRead = markRead;
    this.#page = page;
    this.#observer = new IntersectionObserver((entries) => this.#crossed(entries), { root, threshold: [0, 0.5, 1] });
    setInterval(() => this.check(), 250);
    addEventListener('blur', () => this.#restart());
    page.addEventListener('visibilitychange', () => this.#restart());
  }

  /** Follows a message of the other person. */
  follow(message, node) {
    if (message.seq > this.#upTo) {
      this.#observer.observe(node);
    }
  }

  /** Another tab or device was faster. */
  advanced(seq) {
    this.#upTo = Math.max(this.#upTo, seq);
  }

  /** The server's position, as a greeting tells it: a mark that was lost on its way is told again. */
  greeted(seq) {
    if (this.#upTo > seq) {
      this.#markRead(this.#upTo);
    }
    this.advanced(seq);
  }

  check() {
    if (this.#page.visibilityState !== 'visible' || !this.#page.hasFocus()) {
      this.#restart();
      return;
    }
    const now = Date.now();
    const read = [...this.#seen].filter(([, since]) => now - since >= DWELL).map(([node]) => Number(node.dataset.seq));
    const seq = Math.max(this.#upTo, ...read);
    if (seq > this.#upTo && this.#markRead(seq)) {
      this.#upTo = seq;
      for (const node of [...this.#seen.keys()]) {
        if (Number(node.dataset.seq) <= seq) {
          this.#seen.delete(node);
          this.#observer.unobserve(node);
        }
      }
    }
  }

  #crossed(entries) {
    for (const entry of entries) {
      const fills = entry.rootBounds && entry.intersectionRect.height >= entry.rootBounds.height / 2;
      if (entry.isIntersecting && (entry.intersectionRatio >= 0.5 || fills)) {
        if (!this.#seen.has(entry.target)) {
          this.#seen.set(entry.target, Date.now());
        }
      } else {
        this.#seen.delete(entry.target);
      }
    }
  }

  #restart() {
    const now = Date.now();
    this.#seen.forEach((_, node) => this.#seen.set(node, now));
  }
}
