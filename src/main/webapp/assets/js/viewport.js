/* What of the timeline is in view: it follows the newest message for who is at the end and holds still for all others. */

const NEAR = 100;
const STILL = 1_200;

export class Viewport {
  #box;
  #list;
  #timer = null;

  /** Whether the reader is at the end. */
  follow = true;

  constructor(box, list) {
    this.#box = box;
    this.#list = list;
  }

  /** Changes the list without moving what the reader looks at: the end for who is there, else the topmost visible message. */
  keeping(change) {
    if (this.follow) {
      change();
      this.toEnd();
      return;
    }
    const edge = this.#box.getBoundingClientRect().top;
    const anchor = [...this.#list.querySelectorAll('.message')].find(
      (node) => node.getBoundingClientRect().bottom > edge,
    );
    const before = anchor?.getBoundingClientRect().top ?? 0;
    change();
    if (anchor?.isConnected) {
      this.#box.scrollTop += anchor.getBoundingClientRect().top - before;
    }
  }

  /** Changes the list silently: what was said long ago is not news for a screen reader. */
  quietly(change) {
    this.#box.setAttribute('aria-busy', 'true');
    change();
    requestAnimationFrame(() => this.#box.setAttribute('aria-busy', 'false'));
  }

  /** Somebody scrolls: shows for a while which day that is. */
  moved() {
    const stays = this.follow && this.atEnd;
    this.follow = this.atEnd;
    if (stays) {
      return;
    }
    this.#box.dataset.scrolling = '';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => delete this.#box.dataset.scrolling, STILL);
  }

  /** Goes to the newest message and stays there. */
  toEnd() {
    this.#box.scrollTop = this.#box.scrollHeight;
    this.follow = true;
  }

  /** Whether the newest message is in view, or nearly. */
  get atEnd() {
    return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight <= NEAR;
  }
}
