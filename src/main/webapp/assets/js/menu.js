/* The small menu at a message, for mouse, finger and keyboard. */

const ROOM_ABOVE = 140;

export class Menu {
  #box;
  #node;
  #button = null;

  /** `offers(button)` answers the names of the actions to show, `onChoose(action, button)` */
  constructor({ box, template, offers, onChoose }) {
    this.#box = box;
    this.#node = template.content.firstElementChild.cloneNode(true);
    box.addEventListener('click', (event) => {
      const button = event.target.closest('.message-more');
      if (button) {
        this.#toggle(button, offers(button));
      }
    });
    this.#node.addEventListener('click', (event) => {
      const action = event.target.closest('[data-action]')?.dataset.action;
      if (action) {
        const from = this.#button;
        this.close({ focus: true });
        onChoose(action, from);
      }
    });
    this.#node.addEventListener('keydown', (event) => this.#pressed(event));
    this.#node.addEventListener('focusout', (event) => {
      if (!this.#node.contains(event.relatedTarget) && event.relatedTarget !== this.#button) {
        this.close();
      }
    });
    box.ownerDocument.addEventListener('pointerdown', (event) => {
      if (this.#button && !this.#node.parentElement.contains(event.target)) {
        this.close();
      }
    });
  }

  /** Takes the menu away. */
  close({ focus = false } = {}) {
    const button = this.#button;
    this.#button = null;
    button?.setAttribute('aria-expanded', 'false');
    this.#node.remove();
    if (focus) {
      button?.focus({ preventScroll: true });
    }
  }

  get #items() {
    return [...this.#node.querySelectorAll('[role=menuitem]:not([hidden])')];
  }

  #toggle(button, actions) {
    const wasOpen = this.#button === button;
    this.close();
    if (wasOpen || actions.length === 0) {
      return;
    }
    for (const item of this.#node.querySelectorAll('[data-action]')) {
      item.hidden = !actions.includes(item.dataset.action);
    }
    const above = button.getBoundingClientRect().top - this.#box.getBoundingClientRect().top;
    this.#node.dataset.side = above > ROOM_ABOVE ? 'above' : 'below';
    this.#button = button;
    button.setAttribute('aria-expanded', 'true');
    button.after(this.#node);
    this.#items[0].focus({ preventScroll: true });
  }

  #pressed(event) {
    const items = this.#items;
    const at = items.indexOf(this.#node.ownerDocument.activeElement);
    const next = {
      ArrowDown: items[(at + 1) % items.length],
      ArrowUp: items.at(at - 1),
      Home: items[0],
      End: items.at(-1),
    }[event.key];
    if (next) {
      event.preventDefault();
      event.stopPropagation();
      next.focus({ preventScroll: true });
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation();
      if (event.key === 'Escape') {
        event.preventDefault();
      }
      this.close({ focus: true });
    }
  }
}
