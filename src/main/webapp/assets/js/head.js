/* The head of the open conversation: what it is called, who types, what a group is about; and whether one can write. */

import { portray } from './people.js';

export class RoomHead {
  #section;
  #texts;

  constructor({ section, texts }) {
    this.#section = section;
    this.#texts = texts;
    const { kind, archived } = section.dataset;
    if (kind !== 'DIRECT') {
      this.#count(Number(this.#part('.members').dataset.count));
      this.#say(archived === 'true' ? 'room.archived' : null);
    }
  }

  /** The room as the server knows it now. */
  show({ kind, name, topic = '', memberCount, archivedAt, members }) {
    if (kind === 'DIRECT') {
      const peer = members.find(({ userId }) => userId === this.#section.dataset.peerId);
      if (peer) {
        this.person(peer);
      }
      return;
    }
    this.#part('#peer-name').textContent = name;
    this.#part('.topic').textContent = topic;
    this.#count(memberCount);
    this.#say(archivedAt ? 'room.archived' : null);
  }

  /** The other person of a room of two, as the server knows them now. */
  person({ name, username, avatar }) {
    this.#part('#peer-name').textContent = name;
    this.#section
      .querySelectorAll('.chat-head .avatar, .timeline-empty .avatar')
      .forEach((face) => portray(face, { name, username, avatar }));
  }

  /** The reader is no member any more. */
  close() {
    this.#say('room.closed');
  }

  /** Who is typing, as a sentence; empty for nobody. */
  typing(sentence) {
    const typing = this.#part('.typing');
    typing.textContent = sentence;
    typing.hidden = sentence === '';
    this.#part('.being, .facts').hidden = sentence !== '';
  }

  #count(n) {
    this.#part('.members').textContent = this.#texts.plural('members', n);
  }

  /* Why nobody can write here; null when one can. */
  #say(reason) {
    const closed = this.#part('.composer-closed');
    closed.textContent = reason === null ? '' : this.#texts.get(reason);
    closed.hidden = reason === null;
    this.#part('#composer').hidden = reason !== null;
  }

  #part(selector) {
    return this.#section.querySelector(selector);
  }
}
