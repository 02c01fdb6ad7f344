/* The button to the newest message, which counts what came while the reader looked at older ones. */

export class Jump {
  #button;
  #texts;

  constructor({ button, texts, onPress }) {
    this.#button = button;
    this.#texts = texts;
    button.title = texts.get('jump.latest');
    button.addEventListener('click', onPress);
  }

  /** `missed`: how many messages of others came meanwhile. */
  show({ hidden, missed }) {
    this.#button.hidden = hidden;
    this.#button.dataset.new = missed;
    this.#button.querySelector('.jump-text').textContent = missed > 0 ? this.#texts.plural('jump.new', missed) : '';
    if (missed > 0) {
      this.#button.removeAttribute('aria-label');
    } else {
      this.#button.setAttribute('aria-label', this.#texts.get('jump.latest'));
    }
  }
}
