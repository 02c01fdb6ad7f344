/* Times as the reader's clock, calendar and language have them. The server only ever says UTC. */

const DAY = 86_400_000;

export class Times {
  #texts;
  #zone;
  #clock;
  #key;
  #weekday;
  #short;
  #long;
  #full;

  constructor(texts, locale, zone = undefined) {
    const format = (options) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    this.#texts = texts;
    this.#zone = zone;
    this.#clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    this.#weekday = format({ weekday: 'long' });
    this.#short = format({ day: '2-digit', month: '2-digit', year: 'numeric' });
    this.#long = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
    this.#full = format({ dateStyle: 'full', timeStyle: 'short' });
    this.#key = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  }

  /** 14:03 */
  clock(iso) {
    return this.#clock.format(new Date(iso));
  }

  /** Everything there is to know, for a tooltip. */
  full(iso) {
    return this.#full.format(new Date(iso));
  }

  /** The calendar day of the reader, as 2026-11-23. */
  day(iso) {
    return this.#key.format(new Date(iso));
  }

  /** What stands above the messages of a day: today, yesterday, or the long date. */
  dayLabel(iso, now = Date.now()) {
    return this.#relative(iso, now) ?? this.#long.format(new Date(iso));
  }

  /** What stands in a row of the sidebar: 14:03, yesterday, the weekday, then the date. */
  rowLabel(iso, now = Date.now()) {
    const day = this.day(iso);
    if (day >= this.day(now)) {
      return this.clock(iso);
    }
    if (day === this.day(now - DAY)) {
      return this.#texts.get('time.yesterday');
    }
    return day > this.day(now - 7 * DAY) ? this.#weekday.format(new Date(iso)) : this.#short.format(new Date(iso));
  }

  #relative(iso, now) {
    const day = this.day(iso);
    if (day === this.day(now)) {
      return this.#texts.get('time.today');
    }
    return day === this.day(now - DAY) ? this.#texts.get('time.yesterday') : null;
  }
}

/** The reader's own variant of the page's language ("en-GB" for "en"), else the language itself. */
export function localeOf(language, preferred = []) {
  return preferred.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language;
}

/** The reader's clock and calendar for a page. */
export function timesOf(page, texts) {
  return new Times(texts, localeOf(page.documentElement.lang, navigator.languages));
}
