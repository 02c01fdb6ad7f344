import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reading } from '../../main/webapp/assets/js/read.js';

/* A page in front, on which messages come into view when the test says so; the clock is the test's. */
function world(upTo) {
  let show;
  let clock = 1_000_000;
  globalThis.IntersectionObserver = class {
    constructor(crossed) {
      show = (seq) =>
        crossed([{ target: { dataset: { seq } }, isIntersecting: true, intersectionRatio: 1, intersectionRect: {} }]);
    }
    observe() {}
    unobserve() {}
  };
  globalThis.addEventListener = () => {};
  globalThis.setInterval = () => 0;
  Date.now = () => clock;
  const told = [];
  const line = { open: true };
  const reading = new Reading({
    root: null,
    upTo,
    markRead: (seq) => line.open && told.push(seq) > 0,
    page: { visibilityState: 'visible', hasFocus: () => true, addEventListener() {} },
  });
  return {
    reading,
    told,
    line,
    read(seq) {
      show(seq);
      clock += 1_000;
      reading.check();
    },
  };
}

test('what was in view for a second is told once', () => {
  const { reading, told, read } = world(3);
  read(4);
  reading.check();
  assert.deepEqual(told, [4]);
});

test('a mark that got lost with the line is told again by the next greeting', () => {
  const { reading, told, read } = world(3);
  read(5);
  reading.greeted(3);
  assert.deepEqual(told, [5, 5]);
  reading.greeted(5);
  reading.greeted(9);
  assert.deepEqual(told, [5, 5]);
});

test('what is read while there is no line is told afterwards', () => {
  const { reading, told, line, read } = world(3);
  line.open = false;
  read(4);
  line.open = true;
  reading.greeted(3);
  reading.check();
  assert.deepEqual(told, [4]);
});
