/* Characters as people count them (extended grapheme clusters, Unicode UAX 29): a family emoji is one. */

const segmenter = globalThis.Intl?.Segmenter ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/** How many characters a text has. */
export function count(text) {
  if (!segmenter) {
    return [...text].length;
  }
  let n = 0;
  for (const _ of segmenter.segment(text)) {
    n++;
  }
  return n;
}

/** What the server would store: LF line ends, no control characters that nobody sees, no blanks at the end. */
export function clean(text) {
  const whole = text.toWellFormed ? text.toWellFormed() : text;
  return whole
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g, '')
    .trimEnd();
}

/** Whether there is anything to see in a text. */
export function isBlank(text) {
  return !/[^\s\p{Z}\p{Cf}]/u.test(text);
}
