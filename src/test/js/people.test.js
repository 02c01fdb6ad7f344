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
  // Math.floorMod("anna".hashCode(), 8) and so on, from jshell.
  assert.equal(hue('anna'), 0);
  assert.equal(hue('ben'), 3);
  assert.equal(hue('maximilian.von-und_zu'), 2);
});

test('names are found without accents and case, by every word', () => {
  assert.ok(matches('zoe', 'Zoë Müller', 'zm'));
  assert.ok(matches('MULLER', 'Zoë Müller', 'zm'));
  assert.ok(matches('mu zo', 'Zoë Müller', 'zm'));
  assert.ok(matches('zm', 'Zoë Müller', 'zm'));
  assert.ok(!matches('anna', 'Zoë Müller', 'zm'));
});
