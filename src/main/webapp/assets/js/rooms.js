/* New groups and channels, and those that everybody may join: two dialogs. */

import { hue, initials } from './people.js';

const DEBOUNCE = 250;
const FOUND = 8;
const CHANNELS = 50;

/** What both dialogs do: open, close, look for something while one types, say what went wrong. */
class Dialog {
  #texts;
  #timer = null;
  #asked = 0;

  constructor(dialog, opener, texts) {
    this.dialog = dialog;
    this.#texts = texts;
    opener.addEventListener('click', () => this.open());
    opener.hidden = false;
    this.part('.dialog-close').addEventListener('click', () => dialog.close());
  }

  open() {
    this.say('');
    this.dialog.showModal();
    this.seek('');
  }

  part(selector) {
    return this.dialog.querySelector(selector);
  }

  say(text) {
    const error = this.part('.dialog-error');
    error.textContent = text;
    error.hidden = text === '';
  }

  /** The reason for a refusal, in words. */
  refused({ code }) {
    const key = `rooms.error.${code}`;
    this.say(this.#texts.get(this.#texts.has(key) ? key : 'rooms.error.generic'));
  }

  listen(box) {
    box.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.seek(box.value.trim()), DEBOUNCE);
    });
    // Enter looks, it does not send the form.
    box.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
  }

  async seek(typed) {
    const turn = ++this.#asked;
    try {
      const found = await this.find(typed);
      if (turn === this.#asked) {
        this.part('.dialog-found').replaceChildren(...found);
        this.counted(found.length);
      }
    } catch {
      this.say(this.#texts.get('rooms.error.generic'));
    }
  }

  /** So many were found. */
  counted() {}

  clone(id) {
    return this.dialog.ownerDocument.getElementById(id).content.firstElementChild.cloneNode(true);
  }
}

/** Makes a room; `onMade(id)`. */
export class NewRoom extends Dialog {
  #api;
  #texts;
  #onMade;
  #chosen = new Map();

  constructor({ page, texts, api, onMade }) {
    super(page.getElementById('room-new'), page.getElementById('new-room'), texts);
    this.#api = api;
    this.#texts = texts;
    this.#onMade = onMade;
    this.listen(this.#form.people);
    this.part('form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#make();
    });
  }

  async find(typed) {
    if (typed === '') {
      return [];
    }
    const { items } = await this.#api.people({ search: typed, limit: FOUND });
    return items.filter(({ id }) => !this.#chosen.has(id)).map((person) => this.#person(person));
  }

  get #form() {
    return this.part('form').elements;
  }

  #person(person) {
    const node = this.clone('person-template');
    node.querySelector('.avatar').textContent = initials(person.name);
    node.querySelector('.avatar').dataset.hue = hue(person.username);
    node.querySelector('.found-name').textContent = person.name;
    node.querySelector('button').addEventListener('click', () => {
      this.#chosen.set(person.id, person.name);
      this.#form.people.value = '';
      this.#form.people.focus();
      this.#showChosen();
      this.seek('');
    });
    return node;
  }

  #showChosen() {
    const chips = [...this.#chosen].map(([id, name]) => {
      const node = this.clone('chosen-template');
      const remove = node.querySelector('.chip-remove');
      node.querySelector('.chip-name').textContent = name;
      remove.setAttribute('aria-label', this.#texts.get('rooms.remove', { name }));
      remove.addEventListener('click', () => {
        this.#chosen.delete(id);
        this.#showChosen();
        this.seek(this.#form.people.value.trim());
      });
      return node;
    });
    this.part('.dialog-chosen').replaceChildren(...chips);
  }

  async #make() {
    const { kind, name, topic } = this.#form;
    try {
      const members = [...this.#chosen.keys()];
      const { id } = await this.#api.makeRoom({ kind: kind.value, name: name.value, topic: topic.value, members });
      this.#onMade(id);
    } catch (refusal) {
      this.refused(refusal);
    }
  }
}

/** Shows the open channels; `onJoined(id)`. */
export class Channels extends Dialog {
  #api;
  #texts;
  #onJoined;

  constructor({ page, texts, api, onJoined }) {
    super(page.getElementById('room-browse'), page.getElementById('browse-rooms'), texts);
    this.#api = api;
    this.#texts = texts;
    this.#onJoined = onJoined;
    this.listen(this.part('input'));
  }

  async find(typed) {
    const { items } = await this.#api.channels({ search: typed, limit: CHANNELS });
    return items.map((channel) => this.#channel(channel));
  }

  counted(n) {
    this.part('.dialog-none').hidden = n > 0;
  }

  #channel({ id, name, topic = '', memberCount, joined }) {
    const node = this.clone('channel-template');
    const button = node.querySelector('button');
    const facts = [this.#texts.plural('members', memberCount), topic].filter((fact) => fact !== '');
    node.querySelector('.avatar').dataset.hue = hue(id);
    node.querySelector('.found-name').textContent = name;
    node.querySelector('.found-facts').textContent = facts.join(' · ');
    button.textContent = this.#texts.get(joined ? 'rooms.open' : 'rooms.join');
    button.setAttribute('aria-label', `${button.textContent} ${name}`);
    button.addEventListener('click', async () => {
      try {
        if (!joined) {
          await this.#api.join(id);
        }
        this.#onJoined(id);
      } catch (refusal) {
        this.refused(refusal);
      }
    });
    return node;
  }
}
