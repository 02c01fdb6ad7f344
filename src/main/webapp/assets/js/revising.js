/* Editing and deleting own messages: the edit happens in the box one writes in, a deletion is asked about first. */

import { Menu } from './menu.js';
import { Revision, isOpen } from './revision.js';

export class Revising {
  #section;
  #timeline;
  #composer;
  #texts;
  #meId;
  #menu;
  #bar;
  #dialog;
  #edit;
  #deletion;
  #editing = null;
  #doomed = null;
  #ahead = 0;

  /* What was typed into an edit that was left, by message: Esc never throws a text away. */
  #left = new Map();

  constructor({ section, timeline, composer, texts, meId, send }) {
    const page = section.ownerDocument;
    this.#section = section;
    this.#timeline = timeline;
    this.#composer = composer;
    this.#texts = texts;
    this.#meId = meId;
    this.#edit = new Revision(send);
    this.#deletion = new Revision(send);
    this.#bar = section.querySelector('.editing');
    this.#dialog = page.getElementById('delete-dialog');
    this.#menu = new Menu({
      box: timeline.box,
      template: page.getElementById('actions-template'),
      offers: (button) => this.offers(this.#message(button)),
      onChoose: (action, button) => this.#choose(action, this.#message(button)),
    });
    this.#bar.querySelector('.editing-cancel').addEventListener('click', () => this.#cancel());
    this.#dialog.querySelector('.dialog-cancel').addEventListener('click', () => this.#dialog.close());
    this.#dialog.querySelector('.dialog-confirm').addEventListener('click', () => this.#delete());
    this.#dialog.addEventListener('close', () => this.#dismissed());
    composer.onUp = () => this.#editLast();
    this.relabel();
  }

  /** The connection is there: what the server's clock says, and what may have got lost is asked for again. */
  greeted(serverTime) {
    this.#ahead = Date.parse(serverTime) - Date.now() || 0;
    this.#edit.again();
    this.#deletion.again();
    this.relabel();
  }

  /** A message as it is now, or as it came. */
  seen(message) {
    if (message.id === this.#editing?.id) {
      this.#seenEditing(message);
    }
    if (message.id === this.#doomed?.id && message.deletedAt) {
      this.#deletion.forget();
      this.#dialog.close();
      this.#timeline.box.focus({ preventScroll: true });
    }
  }

  /** The server refused something; true when it was one of these. */
  refused(frame) {
    if (this.#edit.refuses(frame)) {
      this.#note(this.#reason('edit', frame.code));
      return true;
    }
    if (this.#deletion.refuses(frame)) {
      this.#warn(this.#reason('delete', frame.code));
      return true;
    }
    return false;
  }

  /** Offers what is still possible; what is too old is offered no more. */
  relabel() {
    for (const node of this.#section.querySelectorAll('.messages .message.own')) {
      const message = this.#timeline.log.at(Number(node.dataset.seq));
      node.querySelector('.message-more').hidden = !message || this.offers(message).length === 0;
    }
  }

  /** What may be done with a message. */
  offers(message) {
    const { editLimit, deleteLimit } = this.#section.dataset;
    const now = Date.now() + this.#ahead;
    const own = message?.senderId === this.#meId;
    return [
      own && isOpen(message, Number(editLimit), now) ? 'edit' : null,
      own && isOpen(message, Number(deleteLimit), now) ? 'delete' : null,
    ].filter(Boolean);
  }

  #message(button) {
    return this.#timeline.log.at(Number(button.closest('.message').dataset.seq));
  }

  #choose(action, message) {
    if (action === 'edit') {
      this.#begin(message);
    } else {
      this.#question(message);
    }
  }

  #editLast() {
    const last = this.#timeline.log.messages.findLast((message) => this.offers(message).includes('edit'));
    if (last) {
      this.#begin(last);
    }
    return Boolean(last);
  }

  #begin(message) {
    this.#mark(false);
    this.#edit.forget();
    this.#editing = { ...message };
    this.#note('');
    this.#bar.hidden = false;
    this.#mark(true);
    this.#composer.edit(this.#left.get(message.id) ?? message.text, {
      onSave: (text) => this.#save(text),
      onCancel: () => this.#cancel(),
    });
  }

  #save(text) {
    const { id, change } = this.#editing;
    if (text === this.#editing.text) {
      this.#end();
    } else if (this.#edit.ask({ id, text, change })) {
      this.#note(this.#texts.get('edit.saving'));
    } else {
      this.#note(this.#texts.get('edit.offline'));
    }
  }

  #cancel() {
    const typed = this.#composer.text;
    if (typed !== this.#editing.text) {
      this.#left.set(this.#editing.id, typed);
    }
    this.#end();
  }

  #end() {
    this.#mark(false);
    this.#editing = null;
    this.#edit.forget();
    this.#bar.hidden = true;
    this.#composer.resume();
  }

  #seenEditing(message) {
    const before = this.#editing;
    if (message.change <= before.change && !this.#edit.messageId) {
      return;
    }
    this.#editing = { ...message };
    if (this.#edit.settles(message)) {
      this.#left.delete(message.id);
      this.#end();
    } else if (message.deletedAt) {
      this.#cancel();
    } else if (message.text !== before.text && !this.#edit.messageId) {
      this.#note(this.#texts.get('edit.failed.stale'));
    }
  }

  #mark(on) {
    const node = this.#section.querySelector(`.messages [data-seq="${this.#editing?.seq ?? 0}"]`);
    node?.toggleAttribute('data-editing', on);
    if (on) {
      node?.scrollIntoView({ block: 'nearest' });
    }
  }

  #note(text) {
    this.#bar.querySelector('.editing-note').textContent = text;
  }

  #question(message) {
    this.#doomed = message;
    this.#warn('');
    this.#dialog.querySelector('.dialog-quote').textContent = message.text;
    this.#dialog.showModal();
  }

  #delete() {
    const { id, seq } = this.#doomed;
    const change = this.#timeline.log.at(seq)?.change;
    const sent = this.#deletion.ask({ id, change });
    this.#warn(this.#texts.get(sent ? 'delete.waiting' : 'delete.offline'));
  }

  #dismissed() {
    this.#doomed = null;
  }

  #warn(text) {
    this.#dialog.querySelector('.dialog-alert').textContent = text;
  }

  #reason(what, code) {
    const key = `${what}.failed.${code}`;
    return this.#texts.get(this.#texts.has(key) ? key : `${what}.failed`);
  }
}
