/* The rows of contacts: newest talk first, what was said last, how much is unread. */

import { draft } from './drafts.js';
import { hue, initials } from './people.js';

const STILL = 500;
const PREVIEW = 120;

export class Sidebar {
  #nav;
  #list;
  #page;
  #texts;
  #times;
  #meId;
  #context;
  #rows = new Map();
  #pointerAt = -Infinity;
  #sortTimer = null;
  #sorting = false;
  #openId;

  constructor({ page, texts, times, meId, context, openId }) {
    this.#page = page;
    this.#nav = page.getElementById('contacts');
    this.#list = page.getElementById('contact-list');
    this.#texts = texts;
    this.#times = times;
    this.#meId = meId;
    this.#context = context;
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
    return [...this.#rows.values()].reduce((sum, row) => sum + row.unread, 0);
  }

  get rows() {
    return [...this.#rows.values()];
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
  add({ userId, username, name }, { found = false } = {}) {
    const known = this.#rows.get(userId);
    if (known) {
      return known;
    }
    const node = this.#page.getElementById('contact-template').content.firstElementChild.cloneNode(true);
    Object.assign(node.dataset, { userId, username, name, roomId: '', presence: 'offline', unread: 0, lastSeq: 0, at: '' });
    node.querySelector('.contact-link').href = `${this.#context}/chat/${encodeURIComponent(username)}`;
    node.querySelector('.contact-name').textContent = name;
    node.querySelector('.avatar').textContent = initials(name);
    node.querySelector('.avatar').dataset.hue = hue(username);
    this.#list.append(node);
    const row = this.#adopt(node);
    row.found = found;
    if (!found) {
      this.count(this.rows.filter((candidate) => !candidate.found).length);
      this.#sortSoon();
    }
    return row;
  }

  /** Somebody has just got an account. */
  joined({ id, username, name }) {
    if (id !== this.#meId && !this.byUser(id)) {
      this.count(this.people + 1);
      this.add({ userId: id, username, name });
    }
  }

  /** How many colleagues there are, shown or not; the number never falls below that of the rows. */
  count(total) {
    this.#nav.dataset.total = Math.max(Number(this.#nav.dataset.total), total);
    this.#nav.querySelector('.count').textContent = this.#nav.dataset.total;
    this.#nav.querySelector('.contacts-empty').dataset.empty = String(this.people === 0);
  }

  /** Takes away what only a search had brought. */
  dropFound() {
    for (const row of this.rows.filter((candidate) => candidate.found && !candidate.roomId)) {
      row.node.remove();
      this.#rows.delete(row.userId);
    }
  }

  /** A room as the server knows it now. */
  room(room) {
    const peer = room.members.find((member) => member.userId !== this.#meId);
    if (!peer || room.kind !== 'DIRECT') {
      return;
    }
    const row = this.add(peer);
    row.found = false;
    row.roomId = room.id;
    row.lastSeq = room.lastSeq;
    row.lastChange = room.lastChange;
    row.readSeq = room.lastReadSeq;
    row.node.dataset.roomId = room.id;
    this.#unread(row, room.unread);
    if (room.lastMessage) {
      this.#last(row, room.lastMessage);
    }
    this.#sortSoon();
  }

  /** A new message; true when it is unread news from somebody else. */
  posted(message) {
    const row = this.byRoom(message.roomId);
    if (!row || message.seq <= row.lastSeq) {
      return false;
    }
    const news = message.senderId !== this.#meId;
    row.lastSeq = message.seq;
    row.lastChange = message.change;
    this.#last(row, message);
    if (news) {
      this.#unread(row, row.unread + 1);
    }
    this.#sortSoon();
    return news;
  }

  /** An edit, or a withdrawal, after which one message less is unread. */
  changed(message) {
    const row = this.byRoom(message.roomId);
    if (row && message.seq === row.lastSeq) {
      this.#last(row, message);
    }
    // What the greeting has counted already may come once more behind it.
    if (row && message.change > row.lastChange) {
      row.lastChange = message.change;
      if (message.deletedAt && message.senderId !== this.#meId && message.seq > row.readSeq) {
        this.#unread(row, Math.max(0, row.unread - 1));
      }
    }
  }

  /** The reader has read up to a message, here or elsewhere. */
  read(roomId, seq) {
    const row = this.byRoom(roomId);
    if (row) {
      row.readSeq = Math.max(row.readSeq, seq);
      this.#unread(row, seq >= row.lastSeq ? 0 : Math.min(row.unread, row.lastSeq - seq));
    }
  }

  typing(userId, on) {
    const row = this.#rows.get(userId);
    if (row) {
      row.typing = on;
      this.#preview(row);
    }
  }

  /** Yesterday becomes a weekday. */
  relabel() {
    this.rows.forEach((row) => this.#when(row));
  }

  #adopt(node) {
    // Faces leaves empty attributes out.
    const { userId, username, name, roomId = '', lastSeq, at = '', unread } = node.dataset;
    const row = {
      node,
      userId,
      username,
      name,
      roomId,
      at,
      lastSeq: Number(lastSeq),
      unread: Number(unread),
      prefix: node.querySelector('.contact-prefix').textContent,
      text: node.querySelector('.contact-text').textContent,
      lastChange: 0,
      readSeq: 0,
      typing: false,
      found: false,
    };
    this.#rows.set(userId, row);
    this.#preview(row);
    return row;
  }

  #last(row, message) {
    row.at = message.createdAt;
    row.node.dataset.at = row.at;
    row.prefix = message.senderId === this.#meId ? this.#texts.get('you') : '';
    row.text = message.deletedAt
      ? this.#texts.get('message.withdrawn')
      : message.text.slice(0, PREVIEW).replaceAll('\n', ' ');
    this.#preview(row);
    this.#when(row);
  }

  #preview(row) {
    const unsent = row.userId === this.#openId ? '' : draft(this.#meId, row.userId);
    const line = row.node.querySelector('.contact-preview');
    const [kind, prefix, text] = row.typing
      ? ['typing', '', this.#texts.get('typing')]
      : unsent
        ? ['draft', this.#texts.get('draft'), unsent.slice(0, PREVIEW)]
        : ['message', row.prefix, row.text];
    line.dataset.kind = kind;
    row.node.toggleAttribute('data-quiet', text === '');
    line.querySelector('.contact-prefix').textContent = prefix;
    line.querySelector('.contact-text').textContent = text;
  }

  #when(row) {
    const time = row.node.querySelector('.contact-time');
    if (row.at) {
      time.dateTime = row.at;
      time.textContent = this.#times.rowLabel(row.at);
      time.title = this.#times.full(row.at);
    }
  }

  #unread(row, n) {
    row.unread = n;
    row.node.dataset.unread = n;
    row.node.querySelector('.badge-number').textContent = n > 99 ? '99+' : n;
    row.node.querySelector('.badge-text').textContent = this.#texts.plural('unread', n);
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
  return a.name.localeCompare(b.name);
}
