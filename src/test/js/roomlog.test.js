import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomLog } from '../../main/webapp/assets/js/roomlog.js';

const message = (seq, change = seq, text = `m${seq}`) => ({ seq, change, text });
const seqs = (log) => log.messages.map(({ seq }) => seq);

test('messages stand in the order of their numbers, each once', () => {
  const log = new RoomLog();
  [1, 2, 4, 3, 2].forEach((seq) => log.receive(message(seq)));
  assert.deepEqual(seqs(log), [1, 2, 3, 4]);
  assert.equal(log.change, 4);
  assert.equal(log.hasHole, false);
});

test('a jump leaves a hole until it is filled', () => {
  const log = new RoomLog({ change: 5 });
  assert.equal(log.receive(message(8)), 'added');
  assert.equal(log.hasHole, true);
  assert.equal(log.change, 5);
  [6, 7].forEach((seq) => log.put(message(seq)));
  assert.equal(log.fill(7, false), null);
  assert.equal(log.change, 8);
  assert.deepEqual(seqs(log), [6, 7, 8]);
});

test('an answer in parts is asked on', () => {
  const log = new RoomLog({ change: 0 });
  assert.equal(log.fill(200, true), 200);
  assert.equal(log.fill(350, true), 350);
  assert.equal(log.fill(360, false), null);
  assert.equal(log.change, 360);
});

test('what came while a hole was asked for counts', () => {
  const log = new RoomLog({ change: 1 });
  log.receive(message(3));
  log.receive(message(5));
  assert.equal(log.fill(3, false), 3);
  assert.equal(log.fill(5, false), null);
  assert.equal(log.change, 5);
});

test('an edit of an edit leaves a number without a message, and no hole', () => {
  const log = new RoomLog({ change: 0 });
  log.receive(message(1));
  log.receive(message(1, 3, 'twice edited'));
  assert.equal(log.hasHole, true);
  assert.equal(log.fill(3, false), null);
  assert.equal(log.hasHole, false);
});

test('a newer change replaces, an older one does not', () => {
  const log = new RoomLog();
  log.receive(message(1, 1, 'first'));
  assert.equal(log.receive(message(1, 2, 'second')), 'changed');
  assert.equal(log.receive(message(1, 1, 'first')), 'ignored');
  assert.equal(log.at(1).text, 'second');
});

test('a change of a message that is older than the page is out of sight', () => {
  const log = new RoomLog({ change: 60, complete: false });
  log.prepend([message(50), message(51)], false);
  assert.equal(log.receive(message(10, 61)), 'ignored');
  assert.equal(log.change, 61);
  assert.deepEqual(seqs(log), [50, 51]);
});

test('older pages go before, without what is there already', () => {
  const log = new RoomLog({ complete: false });
  log.prepend([message(3), message(4)], false);
  assert.deepEqual(log.prepend([message(1), message(2), message(3)], true).map(({ seq }) => seq), [1, 2]);
  assert.deepEqual(seqs(log), [1, 2, 3, 4]);
  assert.equal(log.complete, true);
  assert.equal(log.oldestSeq, 1);
  assert.equal(log.newestSeq, 4);
});

test('it can start again', () => {
  const log = new RoomLog({ change: 1 });
  log.receive(message(9));
  log.reset([message(900), message(901)], 950, false);
  assert.deepEqual(seqs(log), [900, 901]);
  assert.equal(log.change, 950);
  assert.equal(log.hasHole, false);
});

test('the own messages right behind a read one are read, too', () => {
  const log = new RoomLog();
  ['ben', 'anna', 'anna', 'ben', 'anna'].forEach((senderId, i) => log.receive({ ...message(i + 1), senderId }));
  assert.equal(log.readThrough(1, 'anna'), 3);
  assert.equal(log.readThrough(4, 'anna'), 5);
  assert.equal(log.readThrough(2, 'ben'), 2);
});

test('a server that knows less than was known is believed', () => {
  const log = new RoomLog({ change: 40 });
  log.receive(message(45));
  assert.equal(log.asks(), 40);
  assert.equal(log.isSetBack(40), false);
  assert.equal(log.isSetBack(12), true);
  log.setBack(12);
  assert.equal(log.hasHole, false);
  assert.equal(log.asks(), 12);
  assert.equal(log.isSetBack(12), false);
  assert.equal(log.fill(12, false), null);
});

test('an answer that is older than what came meanwhile sets nothing back', () => {
  const log = new RoomLog({ change: 5 });
  log.asks();
  [6, 7, 8].forEach((seq) => log.receive(message(seq)));
  assert.equal(log.isSetBack(7), false);
  assert.equal(log.fill(7, false), null);
  assert.equal(log.change, 8);
});
