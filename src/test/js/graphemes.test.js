import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, count, isBlank } from '../../main/webapp/assets/js/graphemes.js';

test('characters are counted as people count them', () => {
  assert.equal(count(''), 0);
  assert.equal(count('abc'), 3);
  assert.equal(count('👨‍👩‍👧‍👦'), 1);
  assert.equal(count('🇩🇪🇫🇷'), 2);
  assert.equal(count('e\u0301'), 1);
  assert.equal(count('a\nb'), 3);
});

test('a text is cleaned the way the server stores it', () => {
  assert.equal(clean('a\r\nb\rc  \n\n'), 'a\nb\nc');
  assert.equal(clean('a\u0000b\u0007c\td\u009f'), 'abc\td');
  assert.equal(clean('\ud800x'), '\ufffdx');
});

test('what nobody can see is blank', () => {
  for (const text of ['', '  ', '\n\t', '\u00a0', '\u200b\u200d', '\u202e']) {
    assert.ok(isBlank(text), JSON.stringify(text));
  }
  assert.ok(!isBlank(' . '));
  assert.ok(!isBlank('👋'));
});
