import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEmoji, pieces } from '../../main/webapp/assets/js/render.js';

const links = (text) => pieces(text).filter((piece) => piece.href).map((piece) => piece.text);

test('text without an address is one piece', () => {
  assert.deepEqual(pieces('<b>hi</b> & "bye"'), [{ text: '<b>hi</b> & "bye"' }]);
  assert.deepEqual(pieces(''), []);
});

test('an address becomes a link and nothing is lost around it', () => {
  const text = 'see https://example.org/a?b=c#d, then http://x.test.';
  assert.deepEqual(links(text), ['https://example.org/a?b=c#d', 'http://x.test']);
  assert.equal(pieces(text).map((piece) => piece.text).join(''), text);
});

test('only http and https are links', () => {
  const text = 'javascript:alert(1) data:text/html,x ftp://a.b file:///etc/passwd mailto:a@b.c //x.y';
  assert.deepEqual(links(text), []);
});

test('a scheme hidden inside an address does not count', () => {
  assert.deepEqual(links('https:javascript:alert(1)'), []);
  assert.deepEqual(links('xhttps://evil.test'), []);
});

test('brackets and full stops of the sentence stay outside', () => {
  assert.deepEqual(links('(https://example.org/x)'), ['https://example.org/x']);
  assert.deepEqual(links('https://en.wikipedia.org/wiki/Board_(wood)'), ['https://en.wikipedia.org/wiki/Board_(wood)']);
  assert.deepEqual(links('Really https://example.org/?!)…'), ['https://example.org/']);
});

test('markup ends an address', () => {
  assert.deepEqual(links('<a href="https://example.org/">x</a>'), ['https://example.org/']);
  assert.deepEqual(links('https://example.org/<script>'), ['https://example.org/']);
});

test('what is no address after all stays text', () => {
  assert.deepEqual(links('https:// http://[ http://a b'), ['http://a']);
});

test('a long text is cut in no time', () => {
  const started = performance.now();
  pieces('https://a.b/'.repeat(5000) + ')'.repeat(20000));
  assert.ok(performance.now() - started < 1000);
});

test('a few emoji alone are recognised', () => {
  ['👍', '🎉🎉', '👨‍👩‍👧', '🇩🇪', '❤️', '👋🏽'].forEach((text) => assert.ok(isEmoji(text), text));
  ['', 'ok 👍', '1', '#', '12:30', '👍'.repeat(13)].forEach((text) => assert.ok(!isEmoji(text), text));
});
