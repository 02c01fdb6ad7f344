import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../main/webapp/assets/css/tokens.css', import.meta.url), 'utf8');
const [day, night] = css.split('@media (prefers-color-scheme: dark)');
const tokens = (text) =>
  Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]));
const light = tokens(day);
const dark = { ...light, ...tokens(night.split('@media')[0]) };

/* Contrast ratio of WCAG 2.2. */
function contrast(a, b) {
  const luminance = (colour) => {
    const [r, g, blue] = [1, 3, 5]
      .map((i) => parseInt(colour.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const TEXT = [
  ...['canvas', 'surface', 'sunken', 'hover', 'selected', 'other'].flatMap((ground) => [
    ['text', ground],
    ['muted', ground],
    ['link', ground],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['own-text', 'own'],
  ['own-muted', 'own'],
  ['read', 'own'],
  ['accent', 'surface'],
  ['accent', 'canvas'],
  ['accent', 'selected'],
  ['accent', 'hover'],
  ['bad', 'surface'],
  ['bad', 'bad-soft'],
  ['bad', 'own'],
  ['text', 'bad-soft'],
  ['text', 'good-soft'],
  ['warn-text', 'warn-soft'],
  ...Array.from({ length: 8 }, (_, i) => ['on-hue', `hue-${i}`]),
];
const SIGNS = [
  ...['surface', 'canvas'].map((ground) => ['ring', ground]),
  ['edge', 'surface'],
  ...['online', 'away', 'busy', 'offline'].flatMap((state) => ['surface', 'selected', 'hover'].map((ground) => [state, ground])),
];

for (const [scheme, colours] of Object.entries({ light, dark })) {
  test(`text can be read in the ${scheme} scheme (4.5:1)`, () => {
    const poor = TEXT.filter(([ink, paper]) => contrast(colours[ink], colours[paper]) < 4.5);
    assert.deepEqual(poor.map(([ink, paper]) => `${ink} on ${paper} ${contrast(colours[ink], colours[paper]).toFixed(2)}`), []);
  });
  test(`signs can be seen in the ${scheme} scheme (3:1)`, () => {
    const poor = SIGNS.filter(([ink, paper]) => contrast(colours[ink], colours[paper]) < 3);
    assert.deepEqual(poor.map(([ink, paper]) => `${ink} on ${paper} ${contrast(colours[ink], colours[paper]).toFixed(2)}`), []);
  });
}
