import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snippet } from '../../main/webapp/assets/js/search.js';

const shown = (pieces) => pieces.map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('');

test('a short text is shown whole, with what was found', () => {
  assert.equal(shown(snippet('Im Café heute', [[3, 7]])), 'Im [Café] heute');
  assert.equal(shown(snippet('all', [[0, 3]])), '[all]');
  assert.equal(shown(snippet('nothing marked', [])), 'nothing marked');
  assert.equal(shown(snippet('a b a', [[0, 1], [4, 5]])), '[a] b [a]');
});

test('a long text is shown around its first hit', () => {
  const text = `${'before '.repeat(100)}needle ${'behind '.repeat(100)}`;
  const part = shown(snippet(text, [[700, 706], [1_300, 1_306]]));
  assert.ok(part.startsWith('… before '));
  assert.ok(part.includes('[needle] behind'));
  assert.ok(part.endsWith('…') && part.length < 260);
});

test('no character is cut in half', () => {
  for (let shift = 0; shift < 4; shift++) {
    const text = `${'x'.repeat(shift)}${'😀'.repeat(400)}`;
    const part = shown(snippet(text, [[500 + (shift % 2), 502 + (shift % 2)]]));
    assert.ok(part.isWellFormed?.() ?? !/[\ud800-\udbff](?![\udc00-\udfff])/.test(part));
  }
});
