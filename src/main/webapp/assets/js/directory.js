/* Colleagues the page has no row for: a page of them at a time, when the end of the list comes into view. */

const PAGE = 50;
const AHEAD = '400px';

export class Directory {
  #sidebar;
  #ask;
  #onFound;
  #row;
  #button;
  #cursor;
  #end;
  #busy = false;

  /** `ask(cursor, limit)` answers { items: [{ id, username, name, avatar?, presence }], total, nextCursor? } */
  constructor({ page, sidebar, ask, onFound }) {
    const nav = page.getElementById('contacts');
    this.#sidebar = sidebar;
    this.#ask = ask;
    this.#onFound = onFound;
    this.#row = nav.querySelector('.contacts-more');
    this.#button = this.#row.querySelector('button');
    // Faces leaves empty attributes out.
    this.#cursor = nav.dataset.cursor ?? '';
    this.#row.hidden = sidebar.people <= sidebar.colleagues.length;
    this.#button.addEventListener('click', () => this.#more());
    this.#end = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && this.#more(), {
      root: page.getElementById('contact-list'),
      rootMargin: AHEAD,
    });
    this.#end.observe(this.#row);
  }

  async #more() {
    if (this.#busy || this.#row.hidden) {
      return;
    }
    this.#busy = true;
    this.#button.disabled = true;
    try {
      const { items, nextCursor } = await this.#ask(this.#cursor, PAGE);
      const added = items.filter(({ id }) => !this.#sidebar.byUser(id));
      added.forEach(({ id, username, name, avatar }) => this.#sidebar.add({ userId: id, username, name, avatar }));
      this.#onFound(added);
      this.#cursor = nextCursor ?? this.#cursor;
      this.#row.hidden = nextCursor === undefined;
      // It tells of changes only, and who scrolls fast is at the new end before the old one was seen to go.
      this.#end.unobserve(this.#row);
      this.#end.observe(this.#row);
    } catch {
      // The button stays; whoever scrolls or presses it again asks again.
    } finally {
      this.#busy = false;
      this.#button.disabled = false;
    }
  }
}
