/* Quiet signs of new messages: the title, the icon of the tab, one spoken sentence. No permission is asked for. */

const SPEAK_EVERY = 5_000;

export class Notices {
  #page;
  #texts;
  #title;
  #icon;
  #plain;
  #shown = 0;
  #region;
  #waiting = new Map();
  #spoke = -Infinity;
  #timer = null;

  constructor({ page, texts }) {
    this.#page = page;
    this.#texts = texts;
    this.#title = page.title;
    this.#icon = page.querySelector('link[rel="icon"]');
    this.#plain = this.#icon.href;
    this.#region = page.getElementById('announcements');
  }

  /** The number of unread messages in title and icon. */
  unread(total) {
    if (total === this.#shown) {
      return;
    }
    this.#shown = total;
    this.#page.title = total > 0 ? `(${total > 99 ? '99+' : total}) ${this.#title}` : this.#title;
    this.#draw(total);
  }

  /** A message came into a conversation that is not open; many become one sentence. */
  announce(name) {
    this.#waiting.set(name, (this.#waiting.get(name) ?? 0) + 1);
    if (this.#timer === null) {
      const wait = Math.max(0, this.#spoke + SPEAK_EVERY - Date.now());
      this.#timer = setTimeout(() => this.#speak(), wait);
    }
  }

  #speak() {
    this.#timer = null;
    this.#spoke = Date.now();
    const line = this.#page.createElement('p');
    line.textContent = [...this.#waiting].map(([name, n]) => this.#texts.plural('announce.from', n, { name })).join(', ');
    this.#waiting.clear();
    this.#region.replaceChildren(line);
  }

  #draw(total) {
    if (total === 0) {
      this.#icon.type = 'image/svg+xml';
      this.#icon.href = this.#plain;
      return;
    }
    const image = new Image();
    image.onload = () => {
      if (total === this.#shown) {
        this.#icon.type = 'image/png';
        this.#icon.href = this.#badge(image, total);
      }
    };
    image.src = this.#plain;
  }

  #badge(image, total) {
    const canvas = this.#page.createElement('canvas');
    canvas.width = 64;
    canvas.height = 64;
    const pen = canvas.getContext('2d');
    const text = total > 99 ? '99' : String(total);
    pen.drawImage(image, 0, 0, 64, 64);
    pen.fillStyle = '#c2372c';
    pen.beginPath();
    pen.roundRect(64 - 22 - 14 * text.length, 26, 22 + 14 * text.length, 38, 19);
    pen.fill();
    pen.fillStyle = '#ffffff';
    pen.font = '700 30px sans-serif';
    pen.textAlign = 'center';
    pen.fillText(text, 64 - 11 - 7 * text.length, 56);
    return canvas.toDataURL('image/png');
  }
}
