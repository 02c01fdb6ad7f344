/* The line on top that says when there is no connection, since when nothing gets lost, and what happens next. */

const PATIENCE = 1_500;

export class ConnectionLine {
  #root;
  #line;
  #texts;
  #state = { name: 'connecting' };
  #was = false;
  #timer = null;

  constructor({ root, texts, onRetry }) {
    this.#root = root;
    this.#line = root.querySelector('.connection-line');
    this.#texts = texts;
    this.#part('.connection-retry').addEventListener('click', onRetry);
    setInterval(() => this.#count(), 500);
    // A page that has just been opened is connecting, which is no news unless it takes long.
    this.#timer = setTimeout(() => this.#show(), PATIENCE);
  }

  changed(state) {
    this.#state = state;
    if (state.name === 'open') {
      this.#was = true;
      clearTimeout(this.#timer);
      this.#hide();
    } else if (this.#was || state.name !== 'connecting') {
      this.#show();
    }
  }

  #show() {
    const { name, restart } = this.#state;
    const key = { ended: 'ended', forbidden: 'forbidden' }[name] ?? (restart ? 'restart' : 'lost');
    const text = this.#part('.connection-text');
    if (text.textContent !== this.#texts.get(`connection.${key}`)) {
      text.textContent = this.#texts.get(`connection.${key}`);
    }
    this.#part('.connection-retry').hidden = name !== 'waiting';
    this.#part('.connection-sign-in').hidden = name !== 'ended';
    this.#root.dataset.state = name;
    this.#line.hidden = false;
    this.#count();
  }

  #hide() {
    this.#root.dataset.state = 'ok';
    this.#line.hidden = true;
    this.#part('.connection-text').textContent = '';
  }

  #count() {
    const { name, retryAt } = this.#state;
    const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
    const words = {
      waiting: () => (seconds > 0 ? this.#texts.plural('connection.in', seconds) : this.#texts.get('connection.now')),
      connecting: () => this.#texts.get('connection.now'),
    }[name];
    this.#part('.connection-countdown').textContent = words ? words() : '';
  }

  #part(selector) {
    return this.#root.querySelector(selector);
  }
}
