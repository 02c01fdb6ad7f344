/* The messages of the open conversation: order, days, groups, ticks, scrolling. */

import { RoomLog } from './roomlog.js';
import { Bubbles } from './bubbles.js';
import { Jump } from './jump.js';
import { Viewport } from './viewport.js';

const GROUP = 5 * 60_000;
const REACH = 600;

export class Timeline {
  #box;
  #list;
  #pending;
  #bubbles;
  #view;
  #times;
  #meId;
  #nodes = new Map();
  #loading = false;
  #missed = 0;
  #firstUnread;
  #unread;
  #loadOlder;
  #jump;

  /** How far the other person has read; 0 in a room of more than two. */
  peerRead;

  /** What is known of the room. */
  log;

  /**
   * `loadOlder(seq)` answers { messages, foundOldest } before a message, `offers(message)` what may be done with it.
   */
  constructor({ section, texts, times, meId, names, loadOlder, offers }) {
    const data = section.dataset;
    this.#bubbles = new Bubbles({ page: section.ownerDocument, texts, times, meId, names, offers });
    this.#box = section.querySelector('.timeline');
    this.#list = section.querySelector('.messages');
    this.#pending = section.querySelector('.pending');
    this.#view = new Viewport(this.#box, this.#list);
    this.#jump = new Jump({
      button: section.querySelector('.jump'),
      texts,
      onPress: () => {
        this.toEnd();
        this.#box.focus({ preventScroll: true });
      },
    });
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
    this.#view.keeping(() => {
      for (const message of messages) {
        const outcome = live ? this.log.receive(message) : this.log.put(message);
        if (outcome === 'added') {
          this.#insert(message);
          fromOthers += message.senderId === this.#meId ? 0 : 1;
        } else if (outcome === 'changed') {
          this.#bubbles.fill(this.#nodes.get(message.seq), message, this.peerRead);
        }
      }
    });
    if (fromOthers > 0 && !this.#view.follow) {
      this.#missed += fromOthers;
    }
    this.#refresh();
  }

  /** Starts again with the newest page. */
  reset(page, change) {
    this.log.reset(page.messages, change, page.foundOldest);
    this.#nodes.clear();
    this.#list.replaceChildren();
    this.#view.quietly(() => page.messages.forEach((message) => this.#insert(message)));
    this.#view.toEnd();
    this.#refresh();
  }

  /** The other person has read up to a message. */
  read(seq) {
    const before = this.peerRead;
    this.peerRead = Math.max(before, seq);
    for (const message of this.log.messages) {
      if (message.seq > before && message.seq <= this.peerRead && message.senderId === this.#meId) {
        this.#bubbles.tick(this.#nodes.get(message.seq), 'read');
      }
    }
  }

  /** Who said some of this has another name or picture. */
  renamed({ userId, username }) {
    const theirs = this.log.messages.filter(({ senderId }) => senderId === userId);
    theirs.forEach(({ seq }) => this.#bubbles.face(this.#nodes.get(seq), { senderId: userId, sender: username }));
  }

  /** Shows what waits to be sent below what is stored. */
  showPending(items, { onRetry, onDiscard }) {
    const known = new Map([...this.#pending.children].map((node) => [node.dataset.clientId, node]));
    const wanted = items.map((item) => {
      const node = known.get(item.clientId) ?? this.#bubbles.pending(item);
      this.#bubbles.showState(node, item, { onRetry, onDiscard });
      return node;
    });
    this.#view.keeping(() => this.#pending.replaceChildren(...wanted));
    this.#refresh();
  }

  /** Goes to the newest message. */
  toEnd() {
    this.#view.toEnd();
    this.#refresh();
  }

  /** Calls back with each message of others as it comes into the list. */
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
    messages.forEach((message) => this.#bubbles.fill(this.#nodes.get(message.seq), message, this.peerRead));
    messages.forEach((message) => this.#dress(message));
  }

  #open() {
    const line = this.#list.querySelector('.new-line');
    if (line && this.#box.scrollHeight > this.#box.clientHeight) {
      this.#box.scrollTop = line.offsetTop - this.#box.offsetTop - this.#box.clientHeight / 4;
      this.#view.follow = this.#view.atEnd;
      this.#missed = this.#unread;
    } else {
      this.#view.toEnd();
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
    this.#top('.timeline-again').addEventListener('click', () => this.#more({ again: true }));
    // A growing composer, a keyboard or a banner takes room: who was at the end stays there.
    new ResizeObserver(() => this.#view.follow && this.#view.toEnd()).observe(this.#box);
  }

  #scrolled() {
    this.#view.moved();
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
      this.#view.quietly(() => this.#view.keeping(() => this.#prepend(older)));
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
    const node = this.#bubbles.stored(message, this.peerRead);
    this.#nodes.set(message.seq, node);
    return node;
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
      node.before(this.#bubbles.day(message.createdAt));
    }
    if (newLine) {
      node.before(this.#bubbles.clone('new-template'));
    }
    const gap = before ? new Date(message.createdAt) - new Date(before.createdAt) : Infinity;
    const follows = !newDay && !newLine && before.senderId === message.senderId && gap < GROUP;
    node.classList.toggle('follows', follows);
  }

  #visit(message) {
    if (message.senderId !== this.#meId) {
      this.onPeerMessage?.(message, this.#nodes.get(message.seq));
    }
  }

  #refresh() {
    const empty = this.log.messages.length === 0 && this.#pending.childElementCount === 0;
    if (this.#view.follow) {
      this.#missed = 0;
    }
    this.#top('.timeline-empty').dataset.empty = String(empty);
    this.#top('.timeline-begin').hidden = empty || !this.log.complete;
    this.#jump.show({ hidden: this.#view.follow, missed: this.#missed });
  }

  #top(selector) {
    return this.#box.querySelector(selector);
  }
}
