import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hue, initials, matches } from '../../main/webapp/assets/js/people.js';

test('initials are the first letters of the first and the last word', () => {
  assert.equal(initials('Anna Berg'), 'AB');
  assert.equal(initials('ana maria de souza'), 'AS');
  assert.equal(initials('Cher'), 'C');
  assert.equal(initials('𝒜lice 😀mith'), '𝒜😀');
});

test('the colour of a user name is that of the server', () => {
  // ("anna".hashCode() * 0x9e3779b1) >>> 29 and so on, as Java says.
  assert.equal(hue('anna'), 2);
  assert.equal(hue('ben'), 2);
  assert.equal(hue('maximilian.von-und_zu'), 7);
});

test('names are found without accents and case, by every word', () => {
  assert.ok(matches('zoe', 'Zoë Müller', 'zm'));
  assert.ok(matches('MULLER', 'Zoë Müller', 'zm'));
  assert.ok(matches('mu zo', 'Zoë Müller', 'zm'));
  assert.ok(matches('zm', 'Zoë Müller', 'zm'));
  assert.ok(matches('yilmaz', 'Emre Yılmaz', 'emre'));
  assert.ok(matches('strasse', 'Søren Straße', 's'));
  assert.ok(!matches('anna', 'Zoë Müller', 'zm'));
});
