/* The messages of the open conversation: order, days, groups, ticks, scrolling. */

import { localeOf, Times } from './time.js';
import { RoomLog } from './roomlog.js';
import { isEmoji, show } from './render.js';

const GROUP = 5 * 60_000;
const NEAR = 100;
const REACH = 600;
const FOLD_LINES = 20;
const FOLD_LENGTH = 1600;

export class Timeline {
  #box;
  #list;
  #pending;
  #page;
  #texts;
  #times;
  #meId;
  #nodes = new Map();
  #follow = true;
  #loading = false;
  #missed = 0;
  #firstUnread;
  #unread;
  #loadOlder;
  #jump;

  /** How far the other person has read. */
  peerRead;

  /** What is known of the room. */
  log;

  /**
   * `loadOlder(seq)` answers { messages, foundOldest } before a message.
   */
  constructor({ section, texts, times, meId, loadOlder }) {
    const data = section.dataset;
    this.#page = section.ownerDocument;
    this.#box = section.querySelector('.timeline');
    this.#list = section.querySelector('.messages');
    this.#pending = section.querySelector('.pending');
    this.#jump = section.querySelector('.jump');
    this.#texts = texts;
    this.#times = times;
    this.#meId = meId;
    this.#loadOlder = loadOlder;
    this.peerRead = Number(data.peerReadSeq);
    this.#unread = Number(data.unread);
    this.#firstUnread = this.#unread > 0 ? Number(data.lastReadSeq) + 1 : Infinity;
    this.log = new RoomLog({ change: Number(data.lastChange), complete: data.complete === 'true' });
    this.#adopt();
    this.#listen();
    this.#open();
  }

  /** Takes messages in: those that came by themselves, or the answer to a question for changes. */
  receive(messages, { live = true } = {}) {
    let fromOthers = 0;
    this.#keeping(() => {
      for (const message of messages) {
        const outcome = live ? this.log.receive(message) : this.log.put(message);
        if (outcome === 'added') {
          this.#insert(message);
          fromOthers += message.senderId === this.#meId ? 0 : 1;
        } else if (outcome === 'changed') {
          this.#fill(this.#nodes.get(message.seq), message);
        }
      }
    });
    if (fromOthers > 0 && !this.#follow) {
      this.#missed += fromOthers;
    }
    this.#refresh();
  }

  /** Starts again with the newest page. */
  reset(page, change) {
    this.log.reset(page.messages, change, page.foundOldest);
    this.#nodes.clear();
    this.#list.replaceChildren();
    this.#quietly(() => page.messages.forEach((message) => this.#insert(message)));
    this.#toEnd();
    this.#refresh();
  }

  /** The other person has read up to a message. */
  read(seq) {
    const before = this.peerRead;
    this.peerRead = Math.max(before, seq);
    for (const message of this.log.messages) {
      if (message.seq > before && message.seq <= this.peerRead && message.senderId === this.#meId) {
        this.#tick(this.#nodes.get(message.seq), 'read');
      }
    }
  }

  /** Shows what waits to be sent below what is stored. */
  showPending(items, { onRetry, onDiscard }) {
    const known = new Map([...this.#pending.children].map((node) => [node.dataset.clientId, node]));
    const wanted = items.map((item) => {
      const node = known.get(item.clientId) ?? this.#pendingNode(item);
      this.#showState(node, item, { onRetry, onDiscard });
      return node;
    });
    this.#keeping(() => this.#pending.replaceChildren(...wanted));
    this.#refresh();
  }

  /** Goes to the newest message. */
  toEnd() {
    this.#toEnd();
    this.#refresh();
  }

  /** Calls back with each message of the other person as it comes into the list. */
  eachFromPeer(visit) {
    this.onPeerMessage = visit;
    this.log.messages.forEach((message) => this.#visit(message));
  }

  get box() {
    return this.#box;
  }

  /** Midnight has passed, perhaps: what was today is yesterday. */
  relabel() {
    for (const time of this.#list.querySelectorAll('.day time')) {
      time.textContent = this.#times.dayLabel(time.dateTime);
    }
  }

  /* The server has rendered the newest page with the same tag that the templates are made of. */
  #adopt() {
    const messages = [...this.#list.querySelectorAll('.message')].map((node) => {
      const message = {
        id: node.dataset.id,
        seq: Number(node.dataset.seq),
        change: Number(node.dataset.change),
        senderId: node.dataset.senderId,
        createdAt: node.querySelector('time').dateTime,
        text: node.querySelector('.text').textContent,
        deletedAt: node.dataset.withdrawn === 'true' ? 'yes' : undefined,
        editedAt: node.querySelector('.edited').textContent ? 'yes' : undefined,
      };
      this.#nodes.set(message.seq, node);
      return message;
    });
    this.log.reset(messages, this.log.change, this.log.complete);
    messages.forEach((message) => this.#fill(this.#nodes.get(message.seq), message));
    messages.forEach((message) => this.#dress(message));
  }

  #open() {
    const line = this.#list.querySelector('.new-line');
    if (line && this.#box.scrollHeight > this.#box.clientHeight) {
      this.#box.scrollTop = line.offsetTop - this.#box.offsetTop - this.#box.clientHeight / 4;
      this.#follow = this.#atEnd();
      this.#missed = this.#unread;
    } else {
      this.#toEnd();
    }
    this.#box.dataset.ready = '';
    this.#box.setAttribute('aria-busy', 'false');
    this.#refresh();
    this.#more();
  }

  #listen() {
    this.#box.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#box.addEventListener('keydown', (event) => {
      if (event.key === 'End' && !event.shiftKey && !event.ctrlKey) {
        event.preventDefault();
        this.toEnd();
      }
    });
    this.#jump.addEventListener('click', () => {
      this.toEnd();
      this.#box.focus({ preventScroll: true });
    });
    this.#top('.timeline-again').addEventListener('click', () => this.#more({ again: true }));
    // A growing composer, a keyboard or a banner takes room: who was at the end stays there.
    new ResizeObserver(() => this.#follow && this.#toEnd()).observe(this.#box);
  }

  #scrolled() {
    this.#follow = this.#atEnd();
    this.#refresh();
    this.#more();
  }

  async #more({ again = false } = {}) {
    const failed = !this.#top('.timeline-again').hidden;
    if (this.#loading || this.log.complete || (failed && !again) || this.#box.scrollTop > REACH) {
      return;
    }
    this.#loading = true;
    this.#top('.timeline-again').hidden = true;
    this.#top('.timeline-loading').hidden = false;
    try {
      const page = await this.#loadOlder(this.log.oldestSeq);
      const older = this.log.prepend(page.messages, page.foundOldest);
      this.#quietly(() => this.#keeping(() => this.#prepend(older)));
    } catch {
      this.#top('.timeline-again').hidden = false;
    }
    this.#top('.timeline-loading').hidden = true;
    this.#loading = false;
    this.#refresh();
    this.#more();
  }

  #prepend(messages) {
    const nodes = messages.map((message) => this.#node(message));
    this.#list.prepend(...nodes);
    messages.forEach((message) => this.#dress(message));
    const next = this.log.messages[messages.length];
    if (next) {
      this.#dress(next);
    }
  }

  #insert(message) {
    const node = this.#node(message);
    const messages = this.log.messages;
    const place = messages.indexOf(message, Math.max(0, messages.length - 400));
    const next = messages.slice(place + 1).find((later) => this.#nodes.get(later.seq)?.isConnected);
    this.#list.insertBefore(node, next ? this.#start(this.#nodes.get(next.seq)) : null);
    this.#dress(message);
    if (next) {
      this.#dress(next);
    }
    this.#visit(message);
  }

  /* Separators belong to the message below them. */
  #start(node) {
    let start = node;
    while (start.previousElementSibling && !start.previousElementSibling.matches('.message')) {
      start = start.previousElementSibling;
    }
    return start;
  }

  #node(message) {
    const node = this.#clone(message.senderId === this.#meId ? 'message-own-template' : 'message-other-template');
    this.#nodes.set(message.seq, node);
    this.#fill(node, message);
    return node;
  }

  #fill(node, message) {
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
      this.#tick(node, message.seq <= this.peerRead ? 'read' : 'stored');
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
    const button = this.#clone('more-template');
    element.classList.add('folded');
    element.after(button);
    button.addEventListener('click', () => {
      const folded = element.classList.toggle('folded');
      button.setAttribute('aria-expanded', String(!folded));
      button.textContent = this.#texts.get(folded ? 'message.more' : 'message.less');
    });
  }

  #tick(node, state) {
    const ticks = node.querySelector('.ticks');
    const symbol = { pending: 'clock', stored: 'tick', read: 'ticks', failed: 'alert' }[state];
    ticks.dataset.state = state;
    ticks.setAttribute('aria-label', this.#texts.get(`state.${state}`));
    ticks.title = this.#texts.get(`state.${state}`);
    ticks.querySelector('use').setAttribute('href', `#i-${symbol}`);
  }

  /* What stands above a message follows from the one before it: a day, the line for new messages, or the same group. */
  #dress(message) {
    const node = this.#nodes.get(message.seq);
    const index = this.log.messages.indexOf(message);
    const before = this.log.messages[index - 1];
    while (node.previousElementSibling && !node.previousElementSibling.matches('.message')) {
      node.previousElementSibling.remove();
    }
    const newDay = !before || this.#times.day(before.createdAt) !== this.#times.day(message.createdAt);
    const newLine = message.seq >= this.#firstUnread && !(before?.seq >= this.#firstUnread);
    if (newDay) {
      const day = this.#clone('day-template');
      const time = day.querySelector('time');
      time.dateTime = message.createdAt;
      time.textContent = this.#times.dayLabel(message.createdAt);
      node.before(day);
    }
    if (newLine) {
      node.before(this.#clone('new-template'));
    }
    const gap = before ? new Date(message.createdAt) - new Date(before.createdAt) : Infinity;
    const follows = !newDay && !newLine && before.senderId === message.senderId && gap < GROUP;
    node.classList.toggle('follows', follows);
  }

  #pendingNode(item) {
    const node = this.#clone('message-own-template');
    const time = node.querySelector('time');
    const at = new Date(item.at).toISOString();
    node.dataset.clientId = item.clientId;
    node.setAttribute('aria-live', 'off');
    this.#text(node, item.text);
    time.dateTime = at;
    time.textContent = this.#times.clock(at);
    return node;
  }

  #showState(node, item, { onRetry, onDiscard }) {
    if (node.dataset.state === item.state) {
      return;
    }
    node.dataset.state = item.state;
    this.#tick(node, item.state);
    node.querySelector('.failed')?.remove();
    if (item.state === 'failed') {
      const note = this.#clone('failed-template');
      const reason = `failed.${item.code}`;
      node.querySelector('.bubble').append(note);
      note.querySelector('.failed-reason').textContent = this.#texts.get(
        this.#texts.has(reason) ? reason : 'failed.generic',
      );
      note.querySelector('.failed-retry').addEventListener('click', () => onRetry(item));
      note.querySelector('.failed-delete').addEventListener('click', () => onDiscard(item));
    }
  }

  #visit(message) {
    if (message.senderId !== this.#meId) {
      this.onPeerMessage?.(message, this.#nodes.get(message.seq));
    }
  }

  #refresh() {
    const empty = this.log.messages.length === 0 && this.#pending.childElementCount === 0;
    if (this.#follow) {
      this.#missed = 0;
    }
    this.#top('.timeline-empty').dataset.empty = String(empty);
    this.#top('.timeline-begin').hidden = empty || !this.log.complete;
    this.#jump.hidden = this.#follow;
    this.#jump.dataset.new = this.#missed;
    this.#jump.querySelector('.jump-text').textContent =
      this.#missed > 0 ? this.#texts.plural('jump.new', this.#missed) : '';
    this.#jump.title = this.#texts.get('jump.latest');
    if (this.#missed > 0) {
      this.#jump.removeAttribute('aria-label');
    } else {
      this.#jump.setAttribute('aria-label', this.#texts.get('jump.latest'));
    }
  }

  /* Changes the list without moving what the reader looks at: the end for who is there, else the topmost visible message. */
  #keeping(change) {
    if (this.#follow) {
      change();
      this.#toEnd();
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

  /* What was said long ago is not news for a screen reader. */
  #quietly(change) {
    this.#box.setAttribute('aria-busy', 'true');
    change();
    requestAnimationFrame(() => this.#box.setAttribute('aria-busy', 'false'));
  }

  #toEnd() {
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#follow = true;
  }

  #atEnd() {
    return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight <= NEAR;
  }

  #top(selector) {
    return this.#box.querySelector(selector);
  }

  #clone(id) {
    return this.#page.getElementById(id).content.firstElementChild.cloneNode(true);
  }
}

/** The reader's clock and calendar for a page. */
export function timesOf(page, texts) {
  return new Times(texts, localeOf(page.documentElement.lang, navigator.languages));
}
