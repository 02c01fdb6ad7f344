/* A message as the page shows it: text, time, ticks; waiting, stored, read or failed. Cloned from the page's templates. */

import { portray } from './people.js';
import { isEmoji, show } from './render.js';

const FOLD_LINES = 20;
const FOLD_LENGTH = 1600;

export class Bubbles {
  #page;
  #texts;
  #times;
  #meId;
  #names;
  #offers;

  /** `offers(message)` answers what may be done with an own message. */
  constructor({ page, texts, times, meId, names, offers }) {
    this.#page = page;
    this.#texts = texts;
    this.#times = times;
    this.#meId = meId;
    this.#names = names;
    this.#offers = offers;
  }

  /** A message that the server has; `peerRead` is how far the other person has read. */
  stored(message, peerRead) {
    const node = this.clone(message.senderId === this.#meId ? 'message-own-template' : 'message-other-template');
    this.face(node, message);
    this.fill(node, message, peerRead);
    return node;
  }

  /** Who said it, as far as that is somebody else. */
  face(node, message) {
    if (message.senderId !== this.#meId) {
      const name = this.#names.of(message.senderId, message.sender);
      node.querySelector('.sender').textContent = name;
      const face = node.querySelector('.message-face .avatar');
      if (face) {
        portray(face, { name, username: message.sender, avatar: this.#names.avatar(message.senderId) });
      }
    }
  }

  /** Shows a message as it is now. */
  fill(node, message, peerRead) {
    const own = message.senderId === this.#meId;
    const time = node.querySelector('time');
    node.dataset.id = message.id;
    node.dataset.seq = message.seq;
    node.dataset.change = message.change;
    node.dataset.withdrawn = Boolean(message.deletedAt);
    this.#text(node, message.deletedAt ? this.#texts.get('message.withdrawn') : message.text);
    node.querySelector('.edited').textContent = message.editedAt && !message.deletedAt ? this.#texts.get('message.edited') : '';
    time.dateTime = message.createdAt;
    time.textContent = this.#times.clock(message.createdAt);
    time.title = this.#times.full(message.createdAt);
    if (own) {
      // What one says oneself is not read out by a screen reader.
      node.setAttribute('aria-live', 'off');
      node.querySelector('.message-more').hidden = this.#offers(message).length === 0;
      this.tick(node, message.seq <= peerRead ? 'read' : 'stored');
    }
  }

  #text(node, text) {
    const element = node.querySelector('.text');
    show(element, text);
    node.querySelector('.more')?.remove();
    element.classList.remove('folded');
    element.classList.toggle('emoji', isEmoji(text));
    if (text.length > FOLD_LENGTH || text.split('\n').length > FOLD_LINES) {
      this.#fold(element);
    }
  }

  #fold(element) {
    const button = this.clone('more-template');
    element.classList.add('folded');
    element.after(button);
    button.addEventListener('click', () => {
      const folded = element.classList.toggle('folded');
      button.setAttribute('aria-expanded', String(!folded));
      button.textContent = this.#texts.get(folded ? 'message.more' : 'message.less');
    });
  }

  /** `pending`, `stored`, `read` or `failed`. */
  tick(node, state) {
    const ticks = node.querySelector('.ticks');
    const symbol = { pending: 'clock', stored: 'tick', read: 'ticks', failed: 'alert' }[state];
    ticks.dataset.state = state;
    ticks.setAttribute('aria-label', this.#texts.get(`state.${state}`));
    ticks.title = this.#texts.get(`state.${state}`);
    ticks.querySelector('use').setAttribute('href', `#i-${symbol}`);
  }

  /** A message on its way. */
  pending(item) {
    const node = this.clone('message-own-template');
    const time = node.querySelector('time');
    const at = new Date(item.at).toISOString();
    node.dataset.clientId = item.clientId;
    node.setAttribute('aria-live', 'off');
    this.#text(node, item.text);
    time.dateTime = at;
    time.textContent = this.#times.clock(at);
    return node;
  }

  /** How far a message on its way has come. */
  showState(node, item, { onRetry, onDiscard }) {
    if (node.dataset.state === item.state) {
      return;
    }
    node.dataset.state = item.state;
    this.tick(node, item.state);
    node.querySelector('.failed')?.remove();
    if (item.state === 'failed') {
      const note = this.clone('failed-template');
      const reason = item.roomId && item.code === 'not_found' ? 'failed.not_found.room' : `failed.${item.code}`;
      node.querySelector('.bubble').append(note);
      note.querySelector('.failed-reason').textContent = this.#texts.get(
        this.#texts.has(reason) ? reason : 'failed.generic',
      );
      note.querySelector('.failed-retry').addEventListener('click', () => onRetry(item));
      note.querySelector('.failed-delete').addEventListener('click', () => onDiscard(item));
    }
  }

  /** The line above the first message of a day. */
  day(at) {
    const node = this.clone('day-template');
    const time = node.querySelector('time');
    time.dateTime = at;
    time.textContent = this.#times.dayLabel(at);
    return node;
  }

  /** A copy of what the page keeps in a template. */
  clone(id) {
    return this.#page.getElementById(id).content.firstElementChild.cloneNode(true);
  }
}
