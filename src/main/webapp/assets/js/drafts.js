/* What was typed and not sent, per person, kept in the browser. */

const key = (meId, peerId) => `chatboard:${meId}:draft:${peerId}`;

export function draft(meId, peerId) {
  try {
    return localStorage.getItem(key(meId, peerId)) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(meId, peerId, text) {
  try {
    if (text.trim() === '') {
      localStorage.removeItem(key(meId, peerId));
    } else {
      localStorage.setItem(key(meId, peerId), text);
    }
  } catch {
    // Storage is full or switched off; the text is still in the box.
  }
}

/** Forgets everything ChatBoard keeps in this browser for a person. */
export function forgetAll(meId) {
  try {
    Object.keys(localStorage)
      .filter((name) => name.startsWith(`chatboard:${meId}:`))
      .forEach((name) => localStorage.removeItem(name));
  } catch {
    // There is nothing to forget.
  }
}
