/* What was typed and not sent, per conversation, kept in the browser. */

const key = (meId, id) => `chatboard:${meId}:draft:${id}`;

/* The person leaves: what is typed last must not be kept after all the rest was forgotten. */
let isOver = false;

export function draft(meId, id) {
  try {
    return localStorage.getItem(key(meId, id)) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(meId, id, text) {
  if (isOver) {
    return;
  }
  try {
    if (text.trim() === '') {
      localStorage.removeItem(key(meId, id));
    } else {
      localStorage.setItem(key(meId, id), text);
    }
  } catch {
    // Storage is full or switched off; the text is still in the box.
  }
}

/** Forgets everything ChatBoard keeps in this browser for a person. */
export function forgetAll(meId) {
  isOver = true;
  try {
    Object.keys(localStorage)
      .filter((name) => name.startsWith(`chatboard:${meId}:`))
      .forEach((name) => localStorage.removeItem(name));
  } catch {
    // There is nothing to forget.
  }
}
