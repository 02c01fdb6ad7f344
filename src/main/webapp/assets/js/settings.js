/* Pages about oneself: times as the reader writes them, a secret that is shown once, forms that are sent once. */

const clock = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });

for (const time of document.querySelectorAll('time[datetime]')) {
  time.textContent = clock.format(new Date(time.dateTime));
}

const secret = document.getElementById('token-secret');
const copy = document.querySelector('.token-copy');

if (secret && copy) {
  secret.focus();
  secret.select();
  secret.addEventListener('focus', () => secret.select());
  copy.hidden = false;
  copy.addEventListener('click', async () => {
    secret.select();
    try {
      await navigator.clipboard.writeText(secret.value);
      copy.textContent = copy.dataset.copied;
    } catch {
      // Without TLS a page may not write to the clipboard; what is selected can still be copied by hand.
      secret.focus();
    }
  });
}

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
