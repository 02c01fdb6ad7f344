/*
 * What was sent and is not yet stored by the server. Each message has its own key in the browser's storage, so that
 * tabs never overwrite each other's; it goes away when the server acknowledges its clientId. Sending twice is harmless:
 * the server stores a clientId once. One message per conversation is on its way at a time, which keeps their order.
 */

const LATER = new Set(['too_many', 'unavailable', 'overloaded', 'internal']);
const TOO_LARGE = new Set([1009, 4413]);
const ANSWER = 15_000;
const FOREIGN = 20_000;
const LONGEST = 60_000;
const PATIENCE = 6;

/* A frame has at most 65,536 bytes; what stands around the text needs less than this. */
const LARGEST = 65_536 - 500;

export class Outbox {
  #storage;
  #prefix;
  #send;
  #now;
  #items = new Map();
  #flights = new Map();
  #tries = new Map();
  #open = false;
  #count = 0;
  #listeners = [];

  constructor({ storage, userId, send, now = Date.now }) {
    this.#storage = storage;
    this.#prefix = `chatboard:${userId}:outbox:`;
    this.#send = send;
    this.#now = now;
    this.#load();
  }

  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** Messages to one person, or for one room of more than two, that are not stored yet, oldest first. */
  list(toId) {
    return [...this.#items.values()].filter((item) => item.toId === toId).sort(inOrder);
  }

  get size() {
    return this.#items.size;
  }

  /** Keeps a message and sends it as soon as that is possible; `toId` tells conversations apart. */
  add({ toId, to, roomId, text }) {
    const item = { clientId: uuid(), toId, to, roomId, text, at: this.#now(), n: this.#count++, state: 'pending' };
    this.#keep(item);
    this.#changed(item.toId);
    this.#pump();
    return item;
  }

  /** The connection is there (again): whatever was on its way may be lost. */
  resume() {
    this.#open = true;
    this.#flights.clear();
    this.#pump({ all: true });
  }

  /** The connection is gone. */
  pause(code = null) {
    this.#open = false;
    if (TOO_LARGE.has(code)) {
      this.#failHeaviest();
    }
    this.#flights.clear();
  }

  /** The server has stored the message. */
  acknowledge(clientId) {
    this.#forget(clientId);
    this.#pump();
  }

  /** The server answered with an error; true when it was about a message of ours. */
  refuse({ clientId, ref, code, retryAfter }) {
    const item = this.#items.get(clientId ?? ref);
    if (code === 'frame_too_large' && !item) {
      // The server has thrown the frame away unread, and cannot say which one it was.
      this.#failHeaviest();
      this.#pump();
      return true;
    }
    if (!item) {
      return false;
    }
    const tries = (this.#tries.get(item.clientId) ?? 0) + 1;
    if (LATER.has(code) && (code !== 'internal' || tries < PATIENCE)) {
      this.#tries.set(item.clientId, tries);
      const wait = Math.max((retryAfter ?? 0) * 1000, Math.min(LONGEST, 500 * 2 ** tries));
      this.#flights.set(item.clientId, this.#now() + wait);
    } else {
      this.#fail(item.clientId, code);
      this.#pump();
    }
    return true;
  }

  /** Somebody pressed Retry at a message that had failed. */
  retry(clientId) {
    const item = this.#items.get(clientId);
    if (item) {
      this.#tries.delete(clientId);
      this.#keep({ ...item, state: 'pending', code: undefined });
      this.#changed(item.toId);
      this.#pump();
    }
  }

  /** Somebody pressed Delete at a message that had failed. */
  discard(clientId) {
    this.#forget(clientId);
  }

  /** Another tab kept or removed a message. */
  storageChanged(key, value) {
    if (!key?.startsWith(this.#prefix)) {
      return;
    }
    const clientId = key.slice(this.#prefix.length);
    const item = value === null ? null : parse(value);
    const known = this.#items.get(clientId);
    if (item) {
      this.#items.set(clientId, item);
      // That tab sends it; this one only steps in when it did not.
      this.#flights.set(clientId, this.#now() + FOREIGN);
    } else {
      this.#items.delete(clientId);
      this.#flights.delete(clientId);
    }
    this.#changed((item ?? known)?.toId);
    this.#pump();
  }

  /** To be called every few seconds: an answer that does not come is asked for again. */
  beat() {
    this.#pump();
  }

  /** Forgets everything, for a sign-out. */
  clear() {
    [...this.#items.keys()].forEach((clientId) => this.#forget(clientId));
  }

  #pump({ all = false } = {}) {
    if (!this.#open) {
      return;
    }
    const busy = new Set();
    for (const item of [...this.#items.values()].sort(inOrder)) {
      if (item.state !== 'pending' || busy.has(item.toId)) {
        continue;
      }
      if (size(item.text) > LARGEST) {
        this.#fail(item.clientId, 'frame_too_large');
        continue;
      }
      busy.add(item.toId);
      const due = this.#flights.get(item.clientId) ?? 0;
      if ((all || due <= this.#now()) && this.#send(item)) {
        this.#flights.set(item.clientId, this.#now() + ANSWER);
      }
    }
  }

  #failHeaviest() {
    const heaviest = [...this.#flights.keys()]
      .map((clientId) => this.#items.get(clientId))
      .filter((item) => item?.state === 'pending')
      .sort((a, b) => b.text.length - a.text.length)[0];
    if (heaviest) {
      this.#fail(heaviest.clientId, 'frame_too_large');
    }
  }

  #fail(clientId, code) {
    const item = this.#items.get(clientId);
    this.#flights.delete(clientId);
    this.#keep({ ...item, state: 'failed', code });
    this.#changed(item.toId);
  }

  #keep(item) {
    this.#items.set(item.clientId, item);
    try {
      this.#storage.setItem(this.#prefix + item.clientId, JSON.stringify(item));
    } catch {
      // Full or switched off: the message still goes out, it only does not outlive this page.
    }
  }

  #forget(clientId) {
    const item = this.#items.get(clientId);
    this.#items.delete(clientId);
    this.#flights.delete(clientId);
    this.#tries.delete(clientId);
    try {
      this.#storage.removeItem(this.#prefix + clientId);
    } catch {
      // It was never kept.
    }
    if (item) {
      this.#changed(item.toId);
    }
  }

  #load() {
    try {
      for (let i = 0; i < this.#storage.length; i++) {
        const key = this.#storage.key(i);
        const item = key.startsWith(this.#prefix) ? parse(this.#storage.getItem(key)) : null;
        if (item) {
          this.#items.set(item.clientId, item);
        }
      }
    } catch {
      // No storage, nothing kept.
    }
  }

  #changed(toId) {
    this.#listeners.forEach((listener) => listener(toId));
  }
}

function inOrder(a, b) {
  return a.at - b.at || a.n - b.n;
}

function size(text) {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

function parse(text) {
  try {
    const item = JSON.parse(text);
    return typeof item?.clientId === 'string' && typeof item.text === 'string' ? item : null;
  } catch {
    return null;
  }
}

/* crypto.randomUUID is missing on plain http; getRandomValues is not. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
