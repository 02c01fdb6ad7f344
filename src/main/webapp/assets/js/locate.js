/* Goes to the message that an address names (?at=SEQ): scrolls up, page by page, until it is there. */

const MOST_PAGES = 60;
const SHOWN = 2_000;

/** `timeline` is the scrolling box that loads what is older whenever its top comes into view. */
export function locate(timeline, seq) {
  let pages = 0;
  const look = () => {
    const node = timeline.querySelector(`.message[data-seq="${seq}"]`);
    if (node || ++pages > MOST_PAGES) {
      observer.disconnect();
      if (node) {
        node.scrollIntoView({ block: 'center' });
        node.classList.add('located');
        setTimeout(() => node.classList.remove('located'), SHOWN);
      }
    } else {
      timeline.scrollTop = 0;
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(timeline.querySelector('.messages'), { childList: true });
  look();
}
