/* The box above the contacts: hides the rows that do not match, asks the server when not everybody has a row. */

import { matches } from './people.js';

const DEBOUNCE = 250;
const MOST = 50;

export class ContactFilter {
  #page;
  #box;
  #nav;
  #sidebar;
  #search;
  #onFound;
  #timer = null;
  #asked = 0;

  /** `search(text, limit)` answers { items: [{ id, username, name, presence }] } */
  constructor({ page, sidebar, search, onFound }) {
    this.#page = page;
    this.#nav = page.getElementById('contacts');
    this.#box = page.getElementById('contact-filter');
    this.#sidebar = sidebar;
    this.#search = search;
    this.#onFound = onFound;
    this.#box.addEventListener('input', () => this.#typed());
    this.#nav.addEventListener('keydown', (event) => this.#pressed(event));
    page.addEventListener('keydown', (event) => this.#shortcut(event));
    if (this.#box.value) {
      this.#typed();
    }
  }

  #typed() {
    const typed = this.#box.value.trim();
    this.#apply(typed);
    clearTimeout(this.#timer);
    this.#asked++;
    if (typed === '') {
      this.#sidebar.dropFound();
    } else if (this.#sidebar.people > this.#sidebar.colleagues.length) {
      this.#timer = setTimeout(() => this.#ask(typed, this.#asked), DEBOUNCE);
    }
  }

  async #ask(typed, turn) {
    let people = [];
    try {
      people = (await this.#search(typed, MOST)).items;
    } catch {
      // The rows of this page are still filtered.
    }
    if (turn === this.#asked) {
      people.forEach(({ id, username, name, avatar }) => this.#sidebar.add({ userId: id, username, name, avatar }, { found: true }));
      this.#onFound(people);
      this.#apply(typed, new Set(people.map((person) => person.id)));
    }
  }

  #apply(typed, found = new Set()) {
    let shown = 0;
    for (const { node, name, username, userId } of this.#sidebar.rows) {
      const fits = typed === '' || matches(typed, name, username) || found.has(userId);
      node.toggleAttribute('data-hidden', !fits);
      shown += fits ? 1 : 0;
    }
    this.#nav.toggleAttribute('data-filtered', typed !== '');
    this.#nav.querySelector('.contacts-none').hidden = shown > 0 || typed === '';
  }

  /* Arrow keys walk through the rows, Enter opens the first, Escape empties the box. */
  #pressed(event) {
    const links = [...this.#nav.querySelectorAll('.contact:not([data-hidden]) .contact-link')];
    const at = links.indexOf(this.#page.activeElement);
    const inBox = this.#page.activeElement === this.#box;
    if (event.key === 'ArrowDown' && (inBox || at >= 0)) {
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      (links[at - 1] ?? this.#box).focus();
    } else if (event.key === 'Enter' && inBox && this.#box.value.trim() !== '' && !event.isComposing) {
      links[0]?.click();
    } else if (event.key === 'Escape' && inBox && this.#box.value !== '') {
      this.#box.value = '';
      this.#typed();
    } else {
      return;
    }
    event.preventDefault();
  }

  #shortcut(event) {
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      if (this.#box.getClientRects().length > 0) {
        event.preventDefault();
        this.#box.focus();
        this.#box.select();
      }
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.altKey && !event.ctrlKey) {
      const links = [...this.#nav.querySelectorAll('.contact-link')];
      const open = links.findIndex((link) => link.getAttribute('aria-current') === 'page');
      const next = links[open + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.click();
      }
    }
  }
}
