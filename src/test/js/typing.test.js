import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TypingSigns, typingSentence } from '../../main/webapp/assets/js/typing.js';
import { Texts } from '../../main/webapp/assets/js/texts.js';

const texts = new Texts({
  typing: 'is typing …',
  'typing.by': '{name} is typing …',
  'typing.both': '{name} and {other} are typing …',
  'typing.many': 'Several people are typing …',
  'typing.somebody': 'Somebody',
});
const names = { short: (userId, otherwise) => ({ a: 'Anna', b: 'Ben' })[userId] ?? otherwise };
const sentence = (userIds, isGroup = true) => typingSentence(userIds, { isGroup, names, texts });

test('in a room of two nobody needs a name', () => {
  assert.equal(sentence([], false), '');
  assert.equal(sentence(['a'], false), 'is typing …');
});

test('among more than two it is said who types, as long as that is short', () => {
  assert.equal(sentence([]), '');
  assert.equal(sentence(['a']), 'Anna is typing …');
  assert.equal(sentence(['a', 'b']), 'Anna and Ben are typing …');
  assert.equal(sentence(['a', 'x']), 'Anna and Somebody are typing …');
  assert.equal(sentence(['a', 'b', 'x']), 'Several people are typing …');
});

test('typing in one room says nothing about another', () => {
  const shown = [];
  const signs = new TypingSigns((roomId, userIds) => shown.push([roomId, userIds.join()]));
  signs.start('one', 'a');
  signs.start('one', 'b');
  signs.start('two', 'a');
  signs.stop('one', 'a');
  signs.stop('one', 'a');
  signs.stopAll();
  assert.deepEqual(shown, [
    ['one', 'a'],
    ['one', 'a,b'],
    ['two', 'a'],
    ['one', 'b'],
    ['one', ''],
    ['two', ''],
  ]);
});
