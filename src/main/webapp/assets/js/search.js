/* Messages that were found: a list over the conversation, each leading to its place. What is shown is text, never markup. */

const PAGE = 20;
const BEFORE = 60;
const LENGTH = 240;

/** The part of a text around its first mark, as pieces { text, marked }. Marks are [from, to) in UTF-16 units. */
export function snippet(text, marks) {
  const first = marks[0]?.[0] ?? 0;
  const start = whole(text, first <= BEFORE * 1.5 ? 0 : wordAt(text, first - BEFORE));
  const end = whole(text, Math.min(text.length, start + LENGTH));
  const pieces = start > 0 ? [{ text: '… ', marked: false }] : [];
  let at = start;
  for (const [from, to] of marks) {
    if (from >= end) {
      break;
    }
    pieces.push({ text: text.slice(at, from), marked: false }, { text: text.slice(from, Math.min(to, end)), marked: true });
    at = Math.min(to, end);
  }
  pieces.push({ text: text.slice(at, end), marked: false });
  if (end < text.length) {
    pieces.push({ text: ' …', marked: false });
  }
  return pieces.filter((piece) => piece.text !== '');
}

/* The beginning of the word behind a place, unless that is far away. */
function wordAt(text, place) {
  const blank = text.slice(place, place + BEFORE / 2).search(/\s/);
  return blank < 0 ? place : place + blank + 1;
}

/* Never between the two halves of a character. */
function whole(text, place) {
  const half = place > 0 && place < text.length && /[\udc00-\udfff]/.test(text[place]);
  return half ? place + 1 : place;
}

export class MessageSearch {
  #page;
  #section;
  #panes;
  #form;
  #box;
  #list;
  #status;
  #moreButton;
  #offer;
  #filter;
  #texts;
  #times;
  #meId;
  #context;
  #nameOf;
  #ask;
  #view;
  #query = '';
  #cursor = '';
  #asked = 0;

  /** `ask({ q, limit, cursor })` answers { items, nextCursor? } or throws with the server's `detail`. */
  constructor({ page, texts, times, meId, context, nameOf, ask }) {
    this.#page = page;
    this.#section = page.getElementById('search');
    this.#panes = page.querySelector('.panes');
    this.#form = this.#section.querySelector('form');
    this.#box = page.getElementById('search-box');
    this.#list = this.#section.querySelector('.search-hits');
    this.#status = this.#section.querySelector('.search-status');
    this.#moreButton = this.#section.querySelector('.search-more');
    this.#filter = page.getElementById('contact-filter');
    this.#offer = page.querySelector('.contacts-search');
    this.#texts = texts;
    this.#times = times;
    this.#meId = meId;
    this.#context = context;
    this.#nameOf = nameOf;
    this.#ask = ask;
    this.#view = this.#panes.dataset.view;
    this.#listen();
    this.#propose();
  }

  /** Shows what is found for a query. */
  open(query) {
    this.#section.hidden = false;
    this.#panes.dataset.view = 'conversation';
    this.#panes.dataset.searching = '';
    this.#box.value = query;
    this.#box.focus();
    this.#start();
  }

  close() {
    this.#asked++;
    this.#section.hidden = true;
    this.#panes.dataset.view = this.#view;
    delete this.#panes.dataset.searching;
    this.#filter.focus();
  }

  #listen() {
    this.#filter.addEventListener('input', () => this.#propose());
    this.#offer.addEventListener('click', () => this.open(this.#filter.value.trim()));
    this.#filter.addEventListener('keydown', (event) => {
      const nobody = !this.#page.querySelector('.contact:not([data-hidden])');
      if (event.key === 'Enter' && !event.isComposing && this.#typed && nobody) {
        event.preventDefault();
        this.open(this.#typed);
      }
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#start();
    });
    this.#section.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
    this.#section.querySelector('.search-close').addEventListener('click', () => this.close());
    this.#moreButton.addEventListener('click', () => this.#more());
    this.#page.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() === 'f' && event.ctrlKey && event.shiftKey && !event.altKey) {
        event.preventDefault();
        this.open(this.#section.hidden ? this.#typed : this.#box.value);
      }
    });
  }

  get #typed() {
    return this.#filter.value.trim();
  }

  #propose() {
    this.#offer.hidden = this.#typed === '';
    this.#offer.querySelector('.contacts-search-text').textContent = this.#typed;
  }

  #start() {
    this.#query = this.#box.value.trim();
    this.#cursor = '';
    this.#asked++;
    this.#list.replaceChildren();
    this.#moreButton.hidden = true;
    this.#say(this.#query === '' ? 'search.hint' : 'search.busy');
    if (this.#query !== '') {
      this.#more();
    }
  }

  async #more() {
    const turn = ++this.#asked;
    this.#moreButton.disabled = true;
    try {
      const { items, nextCursor } = await this.#ask({ q: this.#query, limit: PAGE, cursor: this.#cursor });
      if (turn === this.#asked) {
        const first = this.#list.childElementCount;
        this.#list.append(...items.map((hit) => this.#hit(hit)));
        this.#cursor = nextCursor ?? '';
        this.#moreButton.hidden = nextCursor === undefined;
        this.#found(nextCursor !== undefined);
        if (first > 0) {
          this.#list.children[first]?.querySelector('a').focus();
        }
      }
    } catch (failed) {
      if (turn === this.#asked) {
        this.#say('search.failed');
        this.#status.append(failed.detail ? ` ${failed.detail}` : '');
      }
    }
    this.#moreButton.disabled = false;
  }

  #found(more) {
    const n = this.#list.childElementCount;
    if (n === 0) {
      this.#say('search.none');
    } else {
      this.#status.textContent = this.#texts.plural(more ? 'search.more' : 'search.found', n);
    }
  }

  #say(key) {
    this.#status.textContent = this.#texts.get(key);
  }

  #hit({ message, room, marks }) {
    const node = this.#page.getElementById('search-hit-template').content.firstElementChild.cloneNode(true);
    const time = node.querySelector('time');
    time.dateTime = message.createdAt;
    time.textContent = `${this.#times.rowLabel(message.createdAt)}`;
    time.title = this.#times.full(message.createdAt);
    node.querySelector('a').href = this.#address(room, message.seq);
    const sender = message.senderId === this.#meId ? this.#texts.get('you.short') : this.#nameOf(message);
    node.querySelector('.search-sender').textContent = sender;
    node.querySelector('.search-room').textContent = room.name === sender ? '' : room.name;
    node.querySelector('.search-text').append(
      ...snippet(message.text, marks).map((piece) => {
        const part = this.#page.createElement(piece.marked ? 'mark' : 'span');
        part.textContent = piece.text;
        return part;
      }),
    );
    return node;
  }

  #address(room, seq) {
    const place = room.username ? `chat/${encodeURIComponent(room.username)}` : `rooms/${room.id}`;
    return `${this.#context}/${place}?at=${seq}`;
  }
}
