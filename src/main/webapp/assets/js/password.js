/* A button beside each field for a password shows what was typed. */

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
