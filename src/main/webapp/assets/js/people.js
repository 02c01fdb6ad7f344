/* How people look, with a picture or without, and how their names are found. The server's Avatar computes the same. */

/* Spreads what differs in any letter into the top bits (Fibonacci hashing); 29 leaves three of them, for 8 colours. */
const SPREAD = 0x9e3779b1;

/** One or two letters for the round picture. */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const letter = (word) => ([...word][0] ?? '').toUpperCase();
  return words.length === 1 ? letter(words[0]) : letter(words[0]) + letter(words.at(-1));
}

/** A number from 0 to 7 that stays the same for a user name. */
export function hue(username) {
  let hash = 0;
  for (let i = 0; i < username.length; i++) {
    hash = (Math.imul(hash, 31) + username.charCodeAt(i)) | 0;
  }
  return Math.imul(hash, SPREAD) >>> 29;
}

/** Shows a person in a round picture: the image, if there is one, over the initials that stay when it does not come. */
export function portray(element, { name, username, avatar }) {
  // What comes out of a template still belongs to a document without a page.
  const address = avatar ? `${document.documentElement.dataset.context ?? ''}/api/v1/${avatar}` : '';
  const letters = initials(name);
  element.dataset.hue = hue(username);
  if (element.firstChild?.nodeValue === letters && (element.querySelector('img')?.getAttribute('src') ?? '') === address) {
    return;
  }
  element.textContent = letters;
  if (address) {
    const image = document.createElement('img');
    Object.assign(image, { className: 'avatar-image', alt: '', loading: 'lazy', decoding: 'async', src: address });
    element.append(image);
  }
}

/* Letters that Unicode does not take apart into a base and an accent. */
const PLAIN = { ı: 'i', ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe' };

/** Text without case and accents, for searching: "Zoë" is found by "zoe". */
export function fold(text) {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ıłøđðþßæœ]/g, (letter) => PLAIN[letter]);
}

/** Whether every word somebody typed is somewhere in the name or user name. */
export function matches(typed, name, username) {
  const haystack = fold(`${name} ${username}`);
  return fold(typed).split(/\s+/).every((word) => haystack.includes(word));
}
