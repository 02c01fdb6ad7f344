/* A line of the sidebar: a colleague, a group or a channel; what was said there last, how much is unread. */

import { draft } from './drafts.js';
import { hue, initials, portray } from './people.js';

const PREVIEW = 120;

export class Row {
  #texts;
  #times;
  #meId;
  #names;
  #isOpen;
  #prefix;
  #text;
  #typing = '';

  node;
  userId;
  username;
  kind;
  roomId;
  name;
  at;
  lastSeq;
  unread;
  lastChange = 0;
  readSeq = 0;
  found = false;

  /** `isOpen`: its conversation stands beside the list. */
  constructor(node, { texts, times, meId, names, isOpen }) {
    this.#texts = texts;
    this.#times = times;
    this.#meId = meId;
    this.#names = names;
    this.#isOpen = isOpen;
    // Faces leaves empty attributes out.
    const { userId, username = '', kind, roomId = '', name, at = '', lastSeq, unread } = node.dataset;
    Object.assign(this, { node, userId, username, kind, roomId, name, at });
    this.lastSeq = Number(lastSeq);
    this.unread = Number(unread);
    this.#prefix = node.querySelector('.contact-prefix').textContent;
    this.#text = node.querySelector('.contact-text').textContent;
    this.#preview();
  }

  /** What tells rows apart: the colleague, else the room. */
  get key() {
    return this.userId ?? this.roomId;
  }

  get isGroup() {
    return this.userId === undefined;
  }

  /** The room as the server knows it now. */
  room(room) {
    this.found = false;
    this.roomId = room.id;
    this.lastSeq = room.lastSeq;
    this.lastChange = room.lastChange;
    this.readSeq = room.lastReadSeq;
    this.node.dataset.roomId = room.id;
    if (this.isGroup) {
      this.#call(room.name);
      this.node.querySelector('.avatar').textContent = this.kind === 'OPEN' ? '#' : initials(room.name);
    }
    this.count(room.unread);
    if (room.lastMessage) {
      this.said(room.lastMessage);
    }
  }

  /** The colleague as the server knows them now; without the address of a picture there is none. */
  person({ name, avatar }) {
    if (name !== this.name) {
      this.#call(name);
    }
    portray(this.node.querySelector('.avatar'), { name, username: this.username, avatar });
  }

  /** What was said last. */
  said(message) {
    this.at = message.createdAt;
    this.node.dataset.at = this.at;
    this.#prefix = this.#who(message);
    this.#text = message.deletedAt
      ? this.#texts.get('message.withdrawn')
      : message.text.slice(0, PREVIEW).replaceAll('\n', ' ');
    this.#preview();
    this.when();
  }

  /** Who is typing, as a sentence; empty for nobody. */
  typing(sentence) {
    this.#typing = sentence;
    this.#preview();
  }

  /** When the last message was said, by the reader's clock. */
  when() {
    const time = this.node.querySelector('.contact-time');
    if (this.at) {
      time.dateTime = this.at;
      time.textContent = this.#times.rowLabel(this.at);
      time.title = this.#times.full(this.at);
    }
  }

  /** How much is unread. */
  count(n) {
    this.unread = n;
    this.node.dataset.unread = n;
    this.node.querySelector('.badge-number').textContent = n > 99 ? '99+' : n;
    this.node.querySelector('.badge-text').textContent = this.#texts.plural('unread', n);
  }

  #who(message) {
    if (message.senderId === this.#meId) {
      return this.#texts.get('you');
    }
    return this.isGroup ? `${this.#names.short(message.senderId, message.sender)}:` : '';
  }

  #call(name) {
    this.name = name;
    this.node.dataset.name = name;
    this.node.querySelector('.contact-name').textContent = name;
  }

  #preview() {
    const unsent = this.#isOpen ? '' : draft(this.#meId, this.key);
    const line = this.node.querySelector('.contact-preview');
    const [kind, prefix, text] = this.#typing
      ? ['typing', '', this.#typing]
      : unsent
        ? ['draft', this.#texts.get('draft'), unsent.slice(0, PREVIEW)]
        : ['message', this.#prefix, this.#text];
    line.dataset.kind = kind;
    this.node.toggleAttribute('data-quiet', text === '');
    line.querySelector('.contact-prefix').textContent = prefix;
    line.querySelector('.contact-text').textContent = text;
  }
}

/** Makes the node of a colleague from the page's template. */
export function personNode(page, context, { userId, username, name, avatar }) {
  const node = blank(page, { userId, username, name, kind: 'DIRECT', presence: 'offline' });
  node.querySelector('.contact-link').href = `${context}/chat/${encodeURIComponent(username)}`;
  portray(node.querySelector('.avatar'), { name, username, avatar });
  return node;
}

/** Makes the node of a group or a channel. */
export function groupNode(page, context, texts, { id, kind, name }) {
  const node = blank(page, { name, kind, roomId: id });
  delete node.dataset.userId;
  delete node.dataset.presence;
  node.querySelector('.contact-link').href = `${context}/rooms/${id}`;
  node.querySelector('.presence').textContent = texts.get(`kind.${kind}`);
  node.querySelector('.avatar').textContent = kind === 'OPEN' ? '#' : initials(name);
  node.querySelector('.avatar').dataset.hue = hue(id);
  return node;
}

function blank(page, data) {
  const node = page.getElementById('contact-template').content.firstElementChild.cloneNode(true);
  Object.assign(node.dataset, { roomId: '', unread: 0, lastSeq: 0, at: '', ...data });
  node.querySelector('.contact-name').textContent = data.name;
  return node;
}
