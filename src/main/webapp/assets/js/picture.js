/* The reader's picture: made small here, so that a photo of any size can be chosen, and sent at once. */

const SIDE = 512;
const HEADERS = { 'X-Requested-By': 'page' };

const root = document.querySelector('.picture');
const error = root.querySelector('.picture-error');
const choose = root.querySelector('input[type="file"]');
const remove = root.querySelector('.picture-remove');

root.querySelector('.picture-actions').hidden = false;

choose.addEventListener('change', () => {
  const [file] = choose.files;
  if (file) {
    tried(async () => send('PUT', await square(file)));
  }
});
remove.addEventListener('click', () => tried(() => send('DELETE')));

/** The middle of an image. */
async function square(file) {
  const image = await createImageBitmap(file);
  const side = Math.min(image.width, image.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.min(side, SIDE);
  canvas.getContext('2d').drawImage(
    image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, canvas.width, canvas.height,
  );
  return new Promise((done) => {
    canvas.toBlob(done, 'image/png');
  });
}

async function send(method, body) {
  const answer = await fetch(root.dataset.address, { method, body, headers: HEADERS });
  if (!answer.ok) {
    throw new Error(`the picture was answered ${answer.status}`);
  }
}

async function tried(action) {
  error.textContent = '';
  try {
    await action();
    location.reload();
  } catch {
    // Whatever it was, the picture of before is still there.
    error.textContent = error.dataset.text;
    choose.value = '';
  }
}
