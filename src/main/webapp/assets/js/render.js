/* The one place where what people wrote becomes part of a page: text nodes and plain links, nothing else. */

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
const TRAILING = /[.,;:!?'"’”»…]+$/u;

/** Cuts a text into pieces { text, href? }; only http and https become links. */
export function pieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = trim(match[0]);
    const href = safe(shown);
    if (href === null) {
      continue;
    }
    if (match.index > end) {
      found.push({ text: text.slice(end, match.index) });
    }
    found.push({ text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) {
    found.push({ text: text.slice(end) });
  }
  return found;
}

/** Shows a text in an element. */
export function show(element, text) {
  const page = element.ownerDocument;
  element.replaceChildren(
    ...pieces(text).map((piece) => (piece.href ? link(page, piece) : page.createTextNode(piece.text))),
  );
}

function link(page, piece) {
  const anchor = page.createElement('a');
  anchor.href = piece.href;
  anchor.rel = 'noopener noreferrer nofollow';
  anchor.target = '_blank';
  anchor.textContent = piece.text;
  return anchor;
}

/* A full stop or a closing bracket behind an address belongs to the sentence, not to the address. */
function trim(address) {
  let shown = address;
  for (;;) {
    const shorter = shown.replace(TRAILING, '');
    const cut = unbalanced(shorter) ? shorter.slice(0, -1) : shorter;
    if (cut === shown) {
      return shown;
    }
    shown = cut;
  }
}

function unbalanced(text) {
  const open = { ')': '(', ']': '[', '}': '{' }[text.at(-1)];
  return open !== undefined && text.split(open).length < text.split(text.at(-1)).length;
}

function safe(address) {
  try {
    const url = new URL(address);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname ? url.href : null;
  } catch {
    return null;
  }
}
