import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Revision, isOpen } from '../../main/webapp/assets/js/revision.js';

const NOON = Date.parse('2026-11-24T12:00:00Z');
const message = (more = {}) => ({ id: 'm1', change: 1, text: 'one', createdAt: '2026-11-24T11:59:00Z', ...more });

function online() {
  const sent = [];
  return { sent, revision: new Revision((frame) => sent.push(frame) > 0) };
}

test('a message may be changed until its limit, and never without one', () => {
  assert.equal(isOpen(message(), 61, NOON), true);
  assert.equal(isOpen(message(), 60, NOON), false);
  assert.equal(isOpen(message(), 0, NOON), false);
  assert.equal(isOpen(message({ deletedAt: 'yes' }), 3_600, NOON), false);
});

test('an edit is done when the message says so, whatever else changes meanwhile', () => {
  const { sent, revision } = online();
  assert.equal(revision.ask({ id: 'm1', text: 'two', change: 1 }), true);
  assert.deepEqual({ ...sent[0], ref: '' }, { type: 'message.edit', ref: '', messageId: 'm1', text: 'two', change: 1 });
  assert.equal(revision.settles(message({ id: 'm2', text: 'two' })), false);
  assert.equal(revision.settles(message({ text: 'three' })), false);
  assert.equal(revision.messageId, 'm1');
  assert.equal(revision.settles(message({ text: 'two' })), true);
  assert.equal(revision.messageId, null);
});

test('a deletion is done when nothing is left', () => {
  const { sent, revision } = online();
  revision.ask({ id: 'm1', change: 3 });
  assert.equal(sent[0].type, 'message.delete');
  assert.equal('text' in sent[0], false);
  assert.equal(revision.settles(message()), false);
  assert.equal(revision.settles(message({ text: '', deletedAt: 'yes' })), true);
});

test('what may be lost is asked for once more, with the same words', () => {
  const { sent, revision } = online();
  revision.again();
  assert.equal(sent.length, 0);
  revision.ask({ id: 'm1', text: 'two', change: 1 });
  revision.again();
  assert.deepEqual(sent[1], sent[0]);
});

test('without a connection nothing is asked', () => {
  const revision = new Revision(() => false);
  assert.equal(revision.ask({ id: 'm1', text: 'two', change: 1 }), false);
  assert.equal(revision.messageId, null);
});

test('a refusal is known by its name', () => {
  const { sent, revision } = online();
  revision.ask({ id: 'm1', text: 'two', change: 1 });
  assert.equal(revision.refuses({ ref: 'another', code: 'stale' }), false);
  assert.equal(revision.refuses({ code: 'stale' }), false);
  assert.equal(revision.refuses({ ref: sent[0].ref, code: 'stale' }), true);
  assert.equal(revision.messageId, null);
});
