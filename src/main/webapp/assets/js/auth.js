/* Sign in and register: show the password, go to the first field to fill in or to mend. */

for (const button of document.querySelectorAll('.password-show')) {
  const input = document.getElementById(button.getAttribute('aria-controls'));
  const show = (shown) => {
    const label = shown ? button.dataset.hide : button.dataset.show;
    input.type = shown ? 'text' : 'password';
    button.dataset.shown = shown;
    button.title = label;
    button.setAttribute('aria-label', label);
  };
  button.hidden = false;
  button.addEventListener('click', () => show(input.type === 'password'));
  // A browser saves what stands in a password field, and shows nobody what it was.
  input.form.addEventListener('submit', () => show(false));
}

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
