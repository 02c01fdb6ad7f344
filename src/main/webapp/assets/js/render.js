/* The one place where what people wrote becomes part of a page: text nodes and plain links, nothing else. */

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
const EMOJI = /^(?:\p{Extended_Pictographic}[\p{Emoji_Modifier}\u200d\ufe0f]*|\p{Regional_Indicator}{2}){1,6}$/u;
const TRAILING = new Set('.,;:!?\'"’”»…');
const OPENING = { ')': '(', ']': '[', '}': '{' };

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

/** Whether a text is nothing but a few emoji, which then stand larger. */
export function isEmoji(text) {
  return text.length <= 24 && EMOJI.test(text);
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
  const depth = new Map(Object.keys(OPENING).map((close) => [close, count(address, OPENING[close]) - count(address, close)]));
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1];
    if (depth.get(last) < 0) {
      depth.set(last, depth.get(last) + 1);
    } else if (!TRAILING.has(last)) {
      break;
    }
  }
  return address.slice(0, end);
}

function count(text, character) {
  let n = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
    n++;
  }
  return n;
}

function safe(address) {
  try {
    const url = new URL(address);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname ? url.href : null;
  } catch {
    return null;
  }
}
