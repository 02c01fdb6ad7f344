/* The box for a new message. */

import { clean, count, isBlank } from './graphemes.js';
import { draft, keepDraft } from './drafts.js';

/* Characters of a frame, of which the server takes 65,536; a line break or a quotation mark takes two. */
const HEAVIEST = 65_000;
const COUNTER_FROM = 0.9;
const SAVE_AFTER = 400;

export class Composer {
  #form;
  #box;
  #button;
  #note;
  #texts;
  #meId;
  #key;
  #longest;
  #timer = null;
  #blocked = false;
  #editing = null;
  #waiting = '';

  /** Called for the arrow up in an empty box; answers whether it was of use. */
  onUp = () => false;

  /** `key` tells conversations apart; `onSend(text)`, `onTyping()` */
  constructor({ form, texts, meId, key, onSend, onTyping }) {
    this.#form = form;
    this.#box = form.querySelector('textarea');
    this.#button = form.querySelector('.composer-send');
    this.#note = form.querySelector('.composer-note');
    this.#texts = texts;
    this.#meId = meId;
    this.#key = key;
    this.#longest = Number(form.dataset.maxLength) || 10_000;
    this.#box.addEventListener('input', () => {
      this.#changed();
      if (!this.#editing) {
        onTyping();
      }
    });
    this.#box.addEventListener('keydown', (event) => this.#pressed(event));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(onSend);
    });
    addEventListener('pagehide', () => this.#save());
    this.#sendEarly(form.takeOver(), onSend);
    this.#changed();
  }

  focus() {
    this.#box.focus({ preventScroll: true });
  }

  /** What stands in the box, as it would be sent. */
  get text() {
    return clean(this.#box.value);
  }

  /** Takes the text of a message that is there already: `onSave(text)`, `onCancel()`. What was being written waits. */
  edit(text, { onSave, onCancel }) {
    this.#waiting = this.#editing ? this.#waiting : this.#box.value;
    this.#editing = { onSave, onCancel };
    this.#show(text, 'composer.save');
  }

  /** Goes back to what was being written. */
  resume() {
    this.#editing = null;
    this.#show(this.#waiting, 'composer.send');
  }

  #show(text, action) {
    this.#form.toggleAttribute('data-editing', this.#editing !== null);
    this.#button.querySelector('.composer-send-text').textContent = this.#texts.get(action);
    this.#box.value = text;
    this.#changed();
    this.focus();
    this.#box.setSelectionRange(text.length, text.length);
  }

  #pressed(event) {
    // 229 is what Safari says for the Enter that ends a composition.
    const composing = event.isComposing || event.keyCode === 229;
    const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === 'Enter' && plain && !composing) {
      event.preventDefault();
      this.#form.requestSubmit();
    } else if (event.key === 'Escape' && this.#editing && !composing) {
      event.preventDefault();
      this.#editing.onCancel();
    } else if (event.key === 'ArrowUp' && plain && !composing && !this.#editing && this.#box.value === '' && this.onUp()) {
      event.preventDefault();
    }
  }

  /* What was sent before this was there, then what is still being written: typed just now, or kept as a draft. */
  #sendEarly(texts, onSend) {
    const typed = this.#box.value;
    const rest = [...texts];
    while (rest.length > 0) {
      this.#box.value = rest[0];
      this.#weigh();
      if (this.#blocked) {
        break;
      }
      this.#submit(onSend);
      rest.shift();
    }
    this.#box.value = [...rest, typed].filter((text) => text !== '').join('\n');
    if (this.#box.value === '' && texts.length === 0) {
      this.#box.value = draft(this.#meId, this.#key);
    }
  }

  #submit(onSend) {
    const text = clean(this.#box.value);
    if (isBlank(text) || this.#blocked) {
      this.#box.focus();
      return;
    }
    if (this.#editing) {
      this.#editing.onSave(text);
      return;
    }
    onSend(text);
    this.#box.value = '';
    this.#changed();
    this.#save();
    this.#box.focus();
  }

  #changed() {
    this.#grow();
    this.#weigh();
    if (this.#timer === null) {
      this.#timer = setTimeout(() => this.#save(), SAVE_AFTER);
    }
  }

  #save() {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
      keepDraft(this.#meId, this.#key, this.#editing ? this.#waiting : this.#box.value);
    }
  }

  #weigh() {
    const text = clean(this.#box.value);
    const from = this.#longest * COUNTER_FROM;
    const left = text.length < from ? Infinity : this.#longest - count(text);
    const heavy = text.length > HEAVIEST / 6 && JSON.stringify(text).length > HEAVIEST;
    this.#blocked = left < 0 || heavy;
    const note = this.#say(left, heavy);
    this.#note.hidden = note === '';
    this.#note.textContent = note;
    this.#note.dataset.over = String(this.#blocked);
    this.#button.setAttribute('aria-disabled', String(this.#blocked || isBlank(text)));
  }

  #say(left, heavy) {
    if (left < 0) {
      return this.#texts.plural('composer.over', -left);
    }
    if (heavy) {
      return this.#texts.get('composer.heavy');
    }
    return left <= this.#longest * (1 - COUNTER_FROM) ? this.#texts.plural('composer.left', left) : '';
  }

  /* Browsers without field-sizing do not grow a text box by themselves. */
  #grow() {
    if (!CSS.supports('field-sizing', 'content')) {
      this.#box.style.blockSize = 'auto';
      this.#box.style.blockSize = `${this.#box.scrollHeight + 2}px`;
    }
  }
}
