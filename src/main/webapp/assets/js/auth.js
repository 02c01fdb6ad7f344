/* Sign in and register: go to the first field to fill in or to mend. */

import './password.js';

const fields = [...document.querySelectorAll('.field input')];
const first = fields.find((field) => field.getAttribute('aria-invalid') === 'true') ?? fields.find((field) => !field.value);
first?.focus();

for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = 'yes';
  });
}

addEventListener('pageshow', () => {
  document.querySelectorAll('form').forEach((form) => delete form.dataset.sent);
});
