/* The words that scripts show; they come with the page, in its language. */

export class Texts {
  #entries;
  #rules;

  constructor(entries, locale = 'en') {
    this.#entries = entries;
    this.#rules = new Intl.PluralRules(locale);
  }

  get(key, values = {}) {
    return fill(this.#entries[key] ?? key, values);
  }

  has(key) {
    return key in this.#entries;
  }

  /** The form of a text that the language wants for a number: key.one, key.few, … key.other. */
  plural(key, n, values = {}) {
    const form = `${key}.${this.#rules.select(n)}`;
    return this.get(this.has(form) ? form : `${key}.other`, { n, ...values });
  }
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The texts of a page. */
export function textsOf(page) {
  const entries = JSON.parse(page.querySelector('meta[name="chatboard-texts"]').content);
  return new Texts(entries, page.documentElement.lang);
}
