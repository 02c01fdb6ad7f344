/* The open conversation: its timeline, its composer, what is on its way, what has been read. */

import { Composer } from './composer.js';
import { RoomHead } from './head.js';
import { Reading } from './read.js';
import { Revising } from './revising.js';
import { Timeline } from './timeline.js';
import { typingSender } from './typing.js';

const PAGE = 50;
const TOO_FAR = 400;

export class Conversation {
  #section;
  #timeline;
  #reading;
  #revising;
  #outbox;
  #socket;
  #api;
  #meId;
  #onRead;
  #head;

  constructor({ section, texts, times, meId, names, socket, outbox, api, onRead }) {
    this.#section = section;
    this.#meId = meId;
    this.#socket = socket;
    this.#outbox = outbox;
    this.#api = api;
    this.#onRead = onRead;
    this.#timeline = new Timeline({
      section,
      texts,
      times,
      meId,
      names,
      loadOlder: (seq) => api.history(this.roomId, { anchor: Math.max(1, seq - 1), before: PAGE - 1 }),
      offers: (message) => this.#revising?.offers(message) ?? [],
    });
    this.#reading = new Reading({
      root: this.#timeline.box,
      upTo: Number(section.dataset.lastReadSeq),
      markRead: (seq) => this.#markRead(seq),
    });
    this.#timeline.eachFromPeer((message, node) => this.#reading.follow(message, node));
    const typed = typingSender(() => this.roomId !== '' && socket.send({ type: 'typing.start', roomId: this.roomId }));
    this.composer = new Composer({
      form: section.querySelector('#composer'),
      texts,
      meId,
      key: this.key,
      onTyping: typed,
      onSend: (text) => {
        const { peerId, peerUsername, roomId } = section.dataset;
        outbox.add({ toId: this.key, ...(peerId ? { to: peerUsername } : { roomId }), text });
        this.#timeline.toEnd();
      },
    });
    this.#head = new RoomHead({ section, texts });
    this.#revising = new Revising({
      section,
      timeline: this.#timeline,
      composer: this.composer,
      texts,
      meId,
      send: (frame) => socket.send(frame),
    });
    outbox.onChange((toId) => toId === this.key && this.#showPending());
    this.#showPending();
  }

  /** The other person; undefined in a room of more than two. */
  get peerId() {
    return this.#section.dataset.peerId;
  }

  /** What tells conversations apart: the other person, else the room. */
  get key() {
    return this.peerId ?? this.roomId;
  }

  /** Empty until the first message. */
  get roomId() {
    return this.#section.dataset.roomId ?? '';
  }

  /** The rooms as the first frame of a connection tells them: what was missed is asked for. */
  greeted(rooms, serverTime) {
    this.#revising.greeted(serverTime);
    const room = rooms.find((candidate) => this.#isOurs(candidate));
    if (!room && !this.peerId) {
      this.closed(this.roomId);
    } else if (room) {
      this.opened(room);
      this.#peerRead(room);
      this.#reading.greeted(room.lastReadSeq);
      const missed = room.lastChange - this.#timeline.log.change;
      if (missed < 0 || missed > TOO_FAR) {
        this.#startAgain(room);
      } else if (missed > 0) {
        this.#ask();
      }
    }
  }

  /** The room has come into being, or is called otherwise. */
  opened(room) {
    if (this.#isOurs(room)) {
      this.#section.dataset.roomId = room.id;
      this.#head.show(room);
    }
  }

  /** The room as it is now; what was said while the reader was no member is asked for. */
  told(room) {
    this.opened(room);
    if (this.#isOurs(room) && room.lastChange > this.#timeline.log.change) {
      this.#ask();
    }
  }

  /** The reader is no member any more: what was said stays in sight until the page is left. */
  closed(roomId) {
    if (roomId === this.roomId && !this.peerId) {
      this.#head.close();
    }
  }

  /** A message was posted or changed. */
  receive(message) {
    if (message.roomId === this.roomId) {
      const hadHole = this.#timeline.log.hasHole;
      this.#timeline.receive([message]);
      this.#revised([message]);
      if (this.#timeline.log.hasHole && !hadHole) {
        this.#ask();
      }
    }
  }

  /** The answer to a question for changes. */
  fill({ roomId, messages, upTo, more }) {
    if (roomId !== this.roomId) {
      return;
    }
    const { log } = this.#timeline;
    if (log.isSetBack(upTo)) {
      this.#startAgain({ id: roomId, lastChange: upTo });
      return;
    }
    this.#timeline.receive(messages, { live: false });
    this.#revised(messages);
    if (log.fill(upTo, more) !== null) {
      this.#ask();
    }
  }

  /** Somebody has read up to a message. */
  read({ roomId, userId, seq }) {
    if (roomId !== this.roomId) {
      return;
    }
    if (userId === this.#meId) {
      this.#reading.advanced(seq);
    } else if (this.peerId) {
      this.#timeline.read(seq);
    }
  }

  /** Somebody has another name or picture. */
  renamed(person) {
    if (person.userId === this.peerId) {
      this.#head.person(person);
    }
    this.#timeline.renamed(person);
  }

  /** Who is typing, as a sentence; empty for nobody. */
  typing(sentence) {
    this.#head.typing(sentence);
  }

  /** The server refused something; true when it was an edit or a deletion. */
  refused(frame) {
    return this.#revising.refused(frame);
  }

  relabel() {
    this.#timeline.relabel();
    this.#revising.relabel();
  }

  #revised(messages) {
    messages.forEach((message) => this.#revising.seen(message));
  }

  #isOurs(room) {
    return this.peerId
      ? room.kind === 'DIRECT' && room.members.some((member) => member.userId === this.peerId)
      : room.id === this.roomId;
  }

  #peerRead(room) {
    if (this.peerId) {
      this.#timeline.read(room.members.find((member) => member.userId === this.peerId).lastReadSeq);
    }
  }

  #ask() {
    this.#socket.send({ type: 'room.changes', roomId: this.roomId, after: this.#timeline.log.asks() });
  }

  /* Much was missed, or the server has been set back; what comes by itself meanwhile is asked for once more. */
  async #startAgain(room) {
    const { log } = this.#timeline;
    log.setBack(Math.min(log.change, room.lastChange));
    try {
      const page = await this.#api.history(room.id, { anchor: 'newest', before: PAGE - 1 });
      this.#timeline.reset(page, room.lastChange);
      this.#revised(page.messages);
    } catch {
      // Then all of it comes in parts.
    }
    this.#ask();
  }

  #markRead(seq) {
    const upTo = this.#timeline.log.readThrough(seq, this.#meId);
    const told = this.#socket.send({ type: 'room.read', roomId: this.roomId, seq: upTo });
    if (told) {
      this.#onRead(this.roomId, upTo);
    }
    return told;
  }

  #showPending() {
    this.#timeline.showPending(this.#outbox.list(this.key), {
      onRetry: (item) => this.#outbox.retry(item.clientId),
      onDiscard: (item) => {
        this.#outbox.discard(item.clientId);
        this.composer.focus();
      },
    });
  }
}
