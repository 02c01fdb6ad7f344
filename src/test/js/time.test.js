import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localeOf, Times } from '../../main/webapp/assets/js/time.js';
import { Texts } from '../../main/webapp/assets/js/texts.js';

const texts = new Texts({ 'time.today': 'Today', 'time.yesterday': 'Yesterday' });
const NOW = Date.parse('2026-11-23T10:00:00Z');
const berlin = new Times(texts, 'en-GB', 'Europe/Berlin');
const auckland = new Times(texts, 'en-GB', 'Pacific/Auckland');

test('the clock is that of the reader', () => {
  assert.equal(berlin.clock('2026-11-23T09:05:00.123456Z'), '10:05');
  assert.equal(auckland.clock('2026-11-23T09:05:00Z'), '22:05');
  assert.equal(berlin.clock('2026-11-22T23:00:00Z'), '00:00');
});

test('the day is that of the reader', () => {
  assert.equal(berlin.day('2026-11-22T23:30:00Z'), '2026-11-23');
  assert.equal(auckland.day('2026-11-23T12:00:00Z'), '2026-11-24');
});

test('a row shows the time today, then yesterday, the weekday and the date', () => {
  assert.equal(berlin.rowLabel('2026-11-23T08:00:00Z', NOW), '09:00');
  assert.equal(berlin.rowLabel('2026-11-22T20:00:00Z', NOW), 'Yesterday');
  assert.equal(berlin.rowLabel('2026-11-19T12:00:00Z', NOW), 'Thursday');
  assert.equal(berlin.rowLabel('2026-11-16T12:00:00Z', NOW), '16/11/2026');
});

test('a row of a clock that goes wrong by minutes still shows a time', () => {
  assert.equal(berlin.rowLabel('2026-11-23T23:30:00Z', NOW), '00:30');
});

test('a day has its name, older ones the long date', () => {
  assert.equal(berlin.dayLabel('2026-11-23T00:30:00Z', NOW), 'Today');
  assert.equal(berlin.dayLabel('2026-11-22T00:30:00Z', NOW), 'Yesterday');
  assert.match(berlin.dayLabel('2026-11-16T12:00:00Z', NOW), /Monday,? 16 November 2026/);
});

test('the variant of the language is the browser’s own', () => {
  assert.equal(localeOf('en', ['de-AT', 'en-NZ', 'en']), 'en-NZ');
  assert.equal(localeOf('de', ['fr']), 'de');
});
