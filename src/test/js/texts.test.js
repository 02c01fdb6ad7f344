import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { Texts } from '../../main/webapp/assets/js/texts.js';

const entries = { greet: 'Hello {name}, {n} new', 'new.one': '{n} message', 'new.few': '{n} wiadomości', 'new.other': '{n} messages' };

test('placeholders are filled and unknown ones stay visible', () => {
  const texts = new Texts(entries);
  assert.equal(texts.get('greet', { name: 'Anna', n: 2 }), 'Hello Anna, 2 new');
  assert.equal(texts.get('greet'), 'Hello {name}, {n} new');
  assert.equal(texts.get('missing.key'), 'missing.key');
});

test('the language chooses the form of a number', () => {
  assert.equal(new Texts(entries, 'en').plural('new', 1), '1 message');
  assert.equal(new Texts(entries, 'en').plural('new', 0), '0 messages');
  assert.equal(new Texts(entries, 'pl').plural('new', 3), '3 wiadomości');
});

test('a form that the bundle lacks falls back to the general one', () => {
  assert.equal(new Texts(entries, 'ar').plural('new', 2), '2 messages');
});

test('both bundles have the same keys, none is empty, and every plural has its general form', () => {
  const keys = (file) =>
    readFileSync(new URL(`../../main/resources/i18n/${file}`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => /^[^#\s].*=/.test(line))
      .map((line) => line.split('=', 2));
  const english = keys('messages.properties');
  const german = keys('messages_de.properties');
  assert.deepEqual(german.map(([key]) => key), english.map(([key]) => key));
  [...english, ...german].forEach(([key, text]) => assert.notEqual(text.trim(), '', key));
  english
    .filter(([key]) => key.endsWith('.one'))
    .forEach(([key]) => assert.ok(english.some(([other]) => other === key.replace(/\.one$/, '.other')), key));
});
