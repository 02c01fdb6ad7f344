/* Not a module, so that it is there first: what is sent before the modules have come waits here and goes out in order. */
(() => {
  const form = document.getElementById('composer');
  const box = form.querySelector('textarea');
  const early = [];

  function send(event) {
    event.preventDefault();
    if (box.value.trim() !== '') {
      early.push(box.value);
      box.value = '';
    }
  }

  function pressed(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      send(event);
    }
  }

  form.addEventListener('submit', send);
  box.addEventListener('keydown', pressed);

  /* The composer takes over; answers what was sent so far. */
  form.takeOver = () => {
    form.removeEventListener('submit', send);
    box.removeEventListener('keydown', pressed);
    return early;
  };
})();
