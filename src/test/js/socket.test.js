import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatSocket, PATIENCE, PING_EVERY, retryDelay, verdict } from '../../main/webapp/assets/js/socket.js';

const HELLO = { type: 'hello', rooms: [], presence: [] };

/* A socket and a clock that only the test moves. */
function world({ identify = async () => 'known' } = {}) {
  const sockets = [];
  const timers = [];
  const clock = { now: 0 };
  class Fake {
    readyState = 1;
    sent = [];
    constructor() {
      sockets.push(this);
    }
    send(text) {
      this.sent.push(JSON.parse(text));
    }
    close() {
      this.readyState = 3;
    }
  }
  const socket = new ChatSocket({
    url: 'ws://x/ws/chat',
    identify,
    env: {
      WebSocket: Fake,
      now: () => clock.now,
      random: () => 1,
      later: (work, ms) => timers.push({ work, at: clock.now + ms }),
      cancel: (id) => id && (timers[id - 1] = null),
    },
  });
  const states = [];
  socket.onState((state) => states.push(state.name));
  return {
    socket,
    states,
    clock,
    last: () => sockets.at(-1),
    count: () => sockets.length,
    greet(fields = {}) {
      sockets.at(-1).onopen();
      sockets.at(-1).onmessage({ data: JSON.stringify({ ...HELLO, ...fields }) });
    },
    pass(ms) {
      clock.now += ms;
      timers.forEach((timer, i) => {
        if (timer && timer.at <= clock.now) {
          timers[i] = null;
          timer.work();
        }
      });
      socket.beat();
    },
  };
}

test('the first try comes within three seconds, later ones double up to a minute', () => {
  for (const random of [0, 0.5, 1]) {
    assert.ok(retryDelay(0, random) <= 3_000);
    assert.ok(retryDelay(20, random) <= 60_000);
  }
  assert.deepEqual([0, 1, 2, 3, 4, 5, 9].map((n) => retryDelay(n, 1)), [3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000]);
  assert.equal(retryDelay(1, 0), 3_000);
});

test('close codes say what to do', () => {
  assert.equal(verdict(4401, true), 'end');
  assert.equal(verdict(4403, true), 'forbidden');
  assert.equal(verdict(1012, true), 'restart');
  assert.equal(verdict(1000, true), 'ask');
  assert.equal(verdict(1008, true), 'ask');
  for (const code of [1001, 1003, 1006, 1011, 4408, 4409, 4413]) {
    assert.equal(verdict(code, true), 'retry');
  }
  assert.equal(verdict(1006, false), 'ask');
});

test('a connection is open once the server has greeted', () => {
  const { socket, states, greet } = world();
  socket.connect();
  assert.equal(socket.isOpen, false);
  assert.equal(socket.send({ type: 'ping' }), false);
  greet();
  assert.equal(socket.isOpen, true);
  assert.deepEqual(states, ['connecting', 'open']);
});

test('it pings, and gives a silent server up', () => {
  const { socket, last, greet, pass, states } = world();
  socket.connect();
  greet();
  pass(PING_EVERY);
  assert.deepEqual(last().sent, [{ type: 'ping' }]);
  pass(PATIENCE);
  assert.equal(socket.isOpen, true);
  pass(1);
  assert.equal(states.at(-1), 'waiting');
});

test('whenever a server dies, it is given up within 35 seconds', () => {
  for (let lastWord = 0; lastWord < 1_000; lastWord += 111) {
    const { socket, last, greet, pass, clock, states } = world();
    socket.connect();
    greet();
    clock.now += lastWord;
    last().onmessage({ data: '{"type":"pong"}' });
    clock.now -= lastWord;
    const died = clock.now + lastWord;
    while (states.at(-1) === 'open') {
      pass(1_000);
    }
    assert.ok(clock.now - died <= 35_000, `${clock.now - died} ms`);
  }
});

test('it pings as often as the server wants', () => {
  const { socket, last, greet, pass, states } = world();
  socket.connect();
  greet({ heartbeat: 5 });
  pass(4_999);
  assert.deepEqual(last().sent, []);
  pass(1);
  assert.deepEqual(last().sent, [{ type: 'ping' }]);
  pass(PATIENCE + 1);
  assert.equal(states.at(-1), 'waiting');
});

test('an answer keeps the connection', () => {
  const { socket, last, greet, pass } = world();
  socket.connect();
  greet();
  pass(PING_EVERY);
  last().onmessage({ data: '{"type":"pong"}' });
  pass(PING_EVERY);
  pass(5_000);
  assert.equal(socket.isOpen, true);
});

test('several frames in one text are taken in their order', () => {
  const { socket, last, greet } = world();
  const taken = [];
  socket.onFrame((frame) => taken.push(frame.type));
  socket.connect();
  greet();
  last().onmessage({ data: '[{"type":"typing"},{"type":"message.posted"},{"type":"pong"}]' });
  assert.deepEqual(taken, ['hello', 'typing', 'message.posted', 'pong']);
});

test('a lost connection comes back, and the count of tries starts anew after a greeting', () => {
  const { socket, last, greet, pass, count } = world();
  socket.connect();
  greet();
  last().onclose({ code: 1006 });
  pass(3_000);
  assert.equal(count(), 2);
  last().onclose({ code: 1006 });
  pass(5_999);
  assert.equal(count(), 2);
  pass(1);
  assert.equal(count(), 3);
  greet();
  last().onclose({ code: 1001 });
  pass(3_000);
  assert.equal(count(), 4);
});

test('retrying by hand does not wait and does not leave a second try behind', () => {
  const { socket, last, greet, pass, count } = world();
  socket.connect();
  greet();
  last().onclose({ code: 1006 });
  socket.retryNow();
  assert.equal(count(), 2);
  pass(60_000 - 55_000);
  assert.equal(count(), 2);
});

test('nobody comes back after the end of a session', () => {
  const { socket, last, greet, pass, count, states } = world();
  socket.connect();
  greet();
  last().onclose({ code: 4401 });
  pass(120_000);
  socket.retryNow();
  assert.equal(count(), 1);
  assert.equal(states.at(-1), 'ended');
});

test('after a quiet close the client asks who it is', async () => {
  const { socket, last, greet, states } = world({ identify: async () => 'unknown' });
  socket.connect();
  greet();
  last().onclose({ code: 1008 });
  await new Promise(setImmediate);
  assert.equal(states.at(-1), 'ended');
});

test('a server that cannot be reached is no end of the session', async () => {
  const { socket, last, pass, states, count } = world({ identify: async () => 'unreachable' });
  socket.connect();
  last().onclose({ code: 1006 });
  await new Promise(setImmediate);
  assert.equal(states.at(-1), 'waiting');
  pass(3_000);
  assert.equal(count(), 2);
});

test('a probe finds a dead line within seconds', () => {
  const { socket, greet, pass, states } = world();
  socket.connect();
  greet();
  pass(1_000);
  socket.probe();
  pass(4_001);
  assert.equal(states.at(-1), 'waiting');
});

test('frames of a connection that was given up are not heard', () => {
  const { socket, last, greet, pass } = world();
  const frames = [];
  socket.onFrame((frame) => frames.push(frame.type));
  socket.connect();
  greet();
  const old = last();
  pass(PING_EVERY + PATIENCE + 1);
  old.onmessage({ data: '{"type":"typing"}' });
  assert.deepEqual(frames, ['hello']);
});
