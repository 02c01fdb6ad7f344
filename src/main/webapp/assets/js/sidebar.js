/* The rows of the sidebar, newest talk first: colleagues, groups and channels. */

import { Row, groupNode, personNode } from './row.js';

const STILL = 500;

export class Sidebar {
  #nav;
  #list;
  #page;
  #texts;
  #context;
  #setting;
  #rows = new Map();
  #pointerAt = -Infinity;
  #sortTimer = null;
  #sorting = false;
  #openId;

  /** `openId`: the colleague or the room whose conversation stands beside the list. */
  constructor({ page, texts, times, meId, names, context, openId }) {
    this.#page = page;
    this.#nav = page.getElementById('contacts');
    this.#list = page.getElementById('contact-list');
    this.#texts = texts;
    this.#context = context;
    this.#setting = { texts, times, meId, names };
    this.#openId = openId;
    for (const node of this.#list.querySelectorAll('.contact')) {
      this.#adopt(node);
    }
    this.#list.addEventListener('pointermove', () => {
      this.#pointerAt = Date.now();
    });
    this.relabel();
  }

  get total() {
    return this.rows.reduce((sum, row) => sum + row.unread, 0);
  }

  get rows() {
    return [...this.#rows.values()];
  }

  /** The rows of colleagues that are there for good. */
  get colleagues() {
    return this.rows.filter((row) => !row.isGroup && !row.found);
  }

  /** How many colleagues the page knows of. */
  get people() {
    return Number(this.#nav.dataset.total);
  }

  byRoom(roomId) {
    return this.rows.find((row) => row.roomId === roomId);
  }

  byUser(userId) {
    return this.#rows.get(userId);
  }

  /** A person who was not in the list: somebody new, or a result of a search. */
  add(person, { found = false } = {}) {
    const known = this.#rows.get(person.userId);
    if (known) {
      known.person(person);
      return known;
    }
    const row = this.#adopt(personNode(this.#page, this.#context, person));
    this.#list.append(row.node);
    row.found = found;
    if (!found) {
      this.count(this.colleagues.length);
      this.#sortSoon();
    }
    return row;
  }

  /** Somebody has just got an account. */
  joined({ id, username, name }) {
    if (id !== this.#setting.meId && !this.byUser(id)) {
      this.count(this.people + 1);
      this.add({ userId: id, username, name });
    }
  }

  /** A colleague has another name or picture, whether a row of theirs is here or not. */
  renamed(person) {
    this.byUser(person.userId)?.person(person);
    this.#sortSoon();
  }

  /** How many colleagues there are, shown or not; the number never falls below that of the rows. */
  count(total) {
    this.#nav.dataset.total = Math.max(Number(this.#nav.dataset.total), total);
    this.#nav.querySelector('.count').textContent = this.#nav.dataset.total;
    this.#nav.querySelector('.contacts-empty').dataset.empty = String(this.people === 0 && this.#rows.size === 0);
  }

  /** Takes away what only a search had brought. */
  dropFound() {
    this.rows.filter((row) => row.found && !row.roomId).forEach((row) => this.#drop(row));
  }

  /** A room as the server knows it now. */
  room(room) {
    const row = room.kind === 'DIRECT' ? this.#person(room) : this.#group(room);
    row?.room(room);
    this.#sortSoon();
  }

  /** The reader is no member any more. */
  closed(roomId) {
    const row = this.byRoom(roomId);
    if (row?.isGroup) {
      this.#drop(row);
    }
  }

  /** The rooms of a greeting are all there are. */
  onlyRooms(rooms) {
    const ids = new Set(rooms.map(({ id }) => id));
    this.rows.filter((row) => row.isGroup && !ids.has(row.roomId)).forEach((row) => this.#drop(row));
  }

  /** A new message; true when it is unread news from somebody else. */
  posted(message) {
    const row = this.byRoom(message.roomId);
    if (!row || message.seq <= row.lastSeq) {
      return false;
    }
    const news = message.senderId !== this.#setting.meId;
    row.lastSeq = message.seq;
    row.lastChange = message.change;
    row.said(message);
    if (news) {
      row.count(row.unread + 1);
    }
    this.#sortSoon();
    return news;
  }

  /** An edit, or a withdrawal, after which one message less is unread. */
  changed(message) {
    const row = this.byRoom(message.roomId);
    if (row && message.seq === row.lastSeq) {
      row.said(message);
    }
    // What the greeting has counted already may come once more behind it.
    if (row && message.change > row.lastChange) {
      row.lastChange = message.change;
      if (message.deletedAt && message.senderId !== this.#setting.meId && message.seq > row.readSeq) {
        row.count(Math.max(0, row.unread - 1));
      }
    }
  }

  /** The reader has read up to a message, here or elsewhere. */
  read(roomId, seq) {
    const row = this.byRoom(roomId);
    if (row) {
      row.readSeq = Math.max(row.readSeq, seq);
      row.count(seq >= row.lastSeq ? 0 : Math.min(row.unread, row.lastSeq - seq));
    }
  }

  /** Who is typing in a room, as a sentence; empty for nobody. */
  typing(roomId, sentence) {
    this.byRoom(roomId)?.typing(sentence);
  }

  /** Yesterday becomes a weekday. */
  relabel() {
    this.rows.forEach((row) => row.when());
  }

  #person(room) {
    const peer = room.members.find((member) => member.userId !== this.#setting.meId);
    return peer && this.add(peer);
  }

  #group(room) {
    const known = this.#rows.get(room.id);
    if (known) {
      return known;
    }
    const row = this.#adopt(groupNode(this.#page, this.#context, this.#texts, room));
    this.#list.append(row.node);
    return row;
  }

  #adopt(node) {
    const isOpen = this.#openId !== undefined && (node.dataset.userId ?? node.dataset.roomId) === this.#openId;
    const row = new Row(node, { ...this.#setting, isOpen });
    this.#rows.set(row.key, row);
    return row;
  }

  #drop(row) {
    row.node.remove();
    this.#rows.delete(row.key);
  }

  /* A row never slips away under a pointer that is moving over the list. */
  #sortSoon() {
    clearTimeout(this.#sortTimer);
    const wait = this.#list.matches(':hover') ? this.#pointerAt + STILL - Date.now() : 0;
    if (wait > 0) {
      this.#sortTimer = setTimeout(() => this.#sortSoon(), wait);
    } else if (!this.#sorting) {
      // Once for all the rows that one frame changes: a greeting brings hundreds.
      this.#sorting = true;
      queueMicrotask(() => {
        this.#sorting = false;
        this.#sort();
      });
    }
  }

  #sort() {
    const order = this.rows.sort(newestFirst);
    const focused = this.#page.activeElement;
    const top = this.#list.scrollTop;
    let next = this.#list.firstElementChild;
    for (const { node } of order) {
      if (node === next) {
        next = next.nextElementSibling;
      } else {
        this.#list.insertBefore(node, next);
      }
    }
    this.#list.scrollTop = top;
    if (this.#list.contains(focused) && focused !== this.#page.activeElement) {
      focused.focus({ preventScroll: true });
    }
  }
}

function newestFirst(a, b) {
  if (a.at !== b.at && (a.at || b.at)) {
    return !a.at ? 1 : !b.at ? -1 : new Date(b.at) - new Date(a.at);
  }
  return b.isGroup - a.isGroup || a.name.localeCompare(b.name);
}
