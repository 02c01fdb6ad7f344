/* A worker: browsers slow the timers of pages in the background down to one a minute, too slow to stay connected. */
setInterval(() => postMessage(0), 1_000);
