import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../../main/webapp/assets/js/outbox.js';

class MemoryStorage {
  #map = new Map();
  get length() {
    return this.#map.size;
  }
  key(i) {
    return [...this.#map.keys()][i];
  }
  getItem(key) {
    return this.#map.get(key) ?? null;
  }
  setItem(key, value) {
    this.#map.set(key, value);
  }
  removeItem(key) {
    this.#map.delete(key);
  }
}

function world({ storage = new MemoryStorage(), userId = 'anna' } = {}) {
  const clock = { now: 1_000 };
  const sent = [];
  const line = { up: true };
  const outbox = new Outbox({
    storage,
    userId,
    now: () => clock.now,
    send: (item) => line.up && sent.push(item.text) > 0,
  });
  const write = (text, toId = 'ben') => {
    clock.now++;
    return outbox.add({ toId, to: toId, text });
  };
  return { outbox, storage, clock, sent, line, write };
}

test('nothing is sent before the server has greeted, then everything in order', () => {
  const { outbox, sent, write } = world();
  const one = write('one');
  const two = write('two');
  assert.deepEqual(sent, []);
  outbox.resume();
  assert.deepEqual(sent, ['one']);
  outbox.acknowledge(one.clientId);
  assert.deepEqual(sent, ['one', 'two']);
  outbox.acknowledge(two.clientId);
  assert.equal(outbox.size, 0);
});

test('conversations do not wait for each other', () => {
  const { outbox, sent, write } = world();
  outbox.resume();
  write('to ben', 'ben');
  write('to carla', 'carla');
  assert.deepEqual(sent, ['to ben', 'to carla']);
});

test('what was not acknowledged goes out again after the return, with the same id', () => {
  const { outbox, sent, write } = world();
  outbox.resume();
  const item = write('hello');
  outbox.pause();
  outbox.resume();
  assert.deepEqual(sent, ['hello', 'hello']);
  assert.deepEqual(outbox.list('ben').map(({ clientId }) => clientId), [item.clientId]);
});

test('pending messages outlive the page', () => {
  const { storage, write } = world();
  write('one');
  write('two');
  const after = world({ storage });
  after.outbox.resume();
  assert.deepEqual(after.outbox.list('ben').map(({ text }) => text), ['one', 'two']);
  assert.deepEqual(after.sent, ['one']);
});

test('people who share a browser do not see each other’s messages', () => {
  const { storage, write } = world({ userId: 'anna' });
  write('secret');
  assert.equal(world({ storage, userId: 'ben' }).outbox.size, 0);
});

test('ids are UUIDs of version 4 and differ', () => {
  const { write } = world();
  const ids = Array.from({ length: 50 }, (_, i) => write(String(i)).clientId);
  ids.forEach((id) => assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
  assert.equal(new Set(ids).size, 50);
});

test('too many: the message waits as long as the server says and keeps its place', () => {
  const { outbox, sent, write, clock } = world();
  outbox.resume();
  const one = write('one');
  write('two');
  assert.ok(outbox.refuse({ clientId: one.clientId, code: 'too_many', retryAfter: 5 }));
  clock.now += 4_999;
  outbox.beat();
  assert.deepEqual(sent, ['one']);
  clock.now += 1;
  outbox.beat();
  assert.deepEqual(sent, ['one', 'one']);
});

test('a hundred messages at once all arrive in order, however few the server takes at a time', () => {
  const { outbox, clock, sent, write } = world();
  outbox.resume();
  const items = Array.from({ length: 100 }, (_, i) => write(`message ${i}`));
  const stored = [];
  let turns = 30;
  let answered = 0;
  for (let second = 0; second < 60 && outbox.size > 0; second++) {
    for (; answered < sent.length; answered++) {
      const item = items.find(({ text }) => text === sent[answered]);
      if (turns > 0) {
        turns--;
        stored.push(item.text);
        outbox.acknowledge(item.clientId);
      } else {
        outbox.refuse({ clientId: item.clientId, code: 'too_many', retryAfter: 1 });
      }
    }
    clock.now += 1_000;
    turns = Math.min(30, turns + 10);
    outbox.beat();
  }
  assert.deepEqual(stored, items.map(({ text }) => text));
});

test('what is too large for any frame is not sent at all, and the next message goes out', () => {
  const { outbox, sent, write } = world();
  outbox.resume();
  write('漢'.repeat(22_000));
  write('漢'.repeat(21_000));
  assert.deepEqual(outbox.list('ben').map(({ state, code }) => [state, code]), [['failed', 'frame_too_large'], ['pending', undefined]]);
  assert.equal(sent.length, 1);
});

test('a permanent refusal is shown, and the next message goes out', () => {
  const { outbox, sent, write } = world();
  outbox.resume();
  const one = write('one');
  write('two');
  outbox.refuse({ ref: one.clientId, code: 'text_too_long' });
  assert.deepEqual(outbox.list('ben').map(({ state, code }) => [state, code]), [['failed', 'text_too_long'], ['pending', undefined]]);
  assert.deepEqual(sent, ['one', 'two']);
});

test('a failed message can be tried again or thrown away', () => {
  const { outbox, sent, write } = world();
  outbox.resume();
  const one = write('one');
  outbox.refuse({ clientId: one.clientId, code: 'not_found' });
  outbox.retry(one.clientId);
  assert.deepEqual(sent, ['one', 'one']);
  outbox.refuse({ clientId: one.clientId, code: 'not_found' });
  outbox.discard(one.clientId);
  assert.equal(outbox.size, 0);
});

test('a fault of the server is tried again, but not for ever', () => {
  const { outbox, write, clock } = world();
  outbox.resume();
  const one = write('one');
  for (let i = 0; i < 6; i++) {
    outbox.refuse({ clientId: one.clientId, code: 'internal' });
    clock.now += 60_000;
    outbox.beat();
  }
  assert.equal(outbox.list('ben')[0].state, 'failed');
});

test('an answer that does not come is asked for again', () => {
  const { outbox, sent, write, clock } = world();
  outbox.resume();
  write('one');
  clock.now += 14_999;
  outbox.beat();
  assert.equal(sent.length, 1);
  clock.now += 1;
  outbox.beat();
  assert.equal(sent.length, 2);
});

test('what was too large for the server is not sent for ever', () => {
  const { outbox, write } = world();
  outbox.resume();
  write('small', 'carla');
  write('huge and heavy');
  outbox.pause(1009);
  assert.equal(outbox.list('ben')[0].code, 'frame_too_large');
  assert.equal(outbox.list('carla')[0].state, 'pending');
});

test('a frame that the server threw away unread was the heaviest on its way', () => {
  const { outbox, write } = world();
  outbox.resume();
  write('small', 'carla');
  write('huge and heavy');
  assert.ok(outbox.refuse({ code: 'frame_too_large' }));
  assert.equal(outbox.list('ben')[0].code, 'frame_too_large');
  assert.equal(outbox.list('carla')[0].state, 'pending');
});

test('an error about something else is not ours', () => {
  const { outbox } = world();
  assert.equal(outbox.refuse({ code: 'not_found' }), false);
});

test('another tab’s message is shown, and sent from here only when that tab does not', () => {
  const here = world();
  here.outbox.resume();
  const there = world({ storage: here.storage });
  const item = there.write('from there');
  const key = `chatboard:anna:outbox:${item.clientId}`;
  here.outbox.storageChanged(key, here.storage.getItem(key));
  assert.deepEqual(here.outbox.list('ben').map(({ text }) => text), ['from there']);
  assert.deepEqual(here.sent, []);
  here.clock.now += 20_000;
  here.outbox.beat();
  assert.deepEqual(here.sent, ['from there']);
  here.outbox.storageChanged(key, null);
  assert.equal(here.outbox.size, 0);
});

test('a storage that is full or broken does not stop anybody from sending', () => {
  const storage = new Proxy({}, {
    get() {
      throw new Error('denied');
    },
  });
  const { outbox, sent, write } = world({ storage });
  outbox.resume();
  const item = write('still here');
  assert.deepEqual(sent, ['still here']);
  outbox.acknowledge(item.clientId);
  assert.equal(outbox.size, 0);
});
