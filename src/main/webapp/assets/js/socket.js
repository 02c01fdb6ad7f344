/* The one live connection of a page: keeps it alive, notices when it is dead, comes back. */

/* Until the greeting says how often the server wants to hear of us. */
export const PING_EVERY = 25_000;

/* After a ping; with the second that may pass between two beats, a server that died is found dead within 35 s. */
export const PATIENCE = 9_000;
const GREETING = 10_000;
const PROBE = 4_000;
const FIRST = 3_000;
const LONGEST = 60_000;

/** Milliseconds before a try: within 3 s, then doubling to 60 s, each between half and whole. */
export function retryDelay(attempt, random = Math.random()) {
  return Math.round(Math.min(LONGEST, FIRST * 2 ** attempt) * (0.5 + random / 2));
}

/** What a close code asks of the client: end, forbidden, restart, ask (who am I?), slow, retry. */
export function verdict(code, wasOpen) {
  switch (code) {
    case 4401:
      return 'end';
    case 4403:
      return 'forbidden';
    case 1012:
      return 'restart';
    case 4429:
      return 'slow';
    case 1000:
    case 1008:
      return 'ask';
    default:
      // A refused handshake shows no reason; it may be that nobody is signed in any more.
      return wasOpen ? 'retry' : 'ask';
  }
}

/**
 * States: connecting, open (greeted by the server), waiting (with retryAt), ended (nobody is signed in), forbidden.
 * `identify` answers known, unknown or unreachable.
 */
export class ChatSocket {
  #url;
  #identify;
  #env;
  #socket = null;
  #wasOpen = false;
  #attempt = 0;
  #timer = null;
  #heard = 0;
  #pinged = 0;
  #pingEvery = PING_EVERY;
  #deadline = Infinity;
  #onFrame = [];
  #onState = [];

  state = { name: 'connecting', retryAt: null, restart: false, attempt: 0 };

  constructor({ url, identify, env = {} }) {
    this.#url = url;
    this.#identify = identify;
    this.#env = {
      WebSocket: globalThis.WebSocket,
      now: Date.now,
      random: Math.random,
      later: (work, ms) => setTimeout(work, ms),
      cancel: (timer) => clearTimeout(timer),
      ...env,
    };
  }

  onFrame(listener) {
    this.#onFrame.push(listener);
  }

  onState(listener) {
    this.#onState.push(listener);
  }

  get isOpen() {
    return this.state.name === 'open';
  }

  connect() {
    this.#env.cancel(this.#timer);
    this.#enter('connecting');
    const socket = new this.#env.WebSocket(this.#url);
    this.#socket = socket;
    this.#wasOpen = false;
    this.#heard = this.#env.now();
    this.#deadline = this.#heard + GREETING;
    socket.onopen = () => {
      this.#wasOpen = true;
    };
    socket.onmessage = (event) => this.#received(socket, event.data);
    socket.onclose = (event) => this.#closed(socket, event.code);
  }

  /** Sends a frame; false when nobody would get it. */
  send(frame) {
    if (!this.isOpen || this.#socket.readyState !== 1) {
      return false;
    }
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** For the button, for the browser's online event, for a page that comes back to the front. */
  retryNow() {
    if (this.state.name === 'waiting') {
      this.connect();
    }
  }

  /** Asks a connection that may be dead for a sign of life. */
  probe() {
    if (this.send({ type: 'ping' })) {
      this.#pinged = this.#env.now();
      this.#deadline = Math.min(this.#deadline, this.#pinged + PROBE);
    }
  }

  /** To be called every second. */
  beat() {
    const now = this.#env.now();
    if (this.#socket && (now > this.#deadline || (this.isOpen && now - this.#heard > this.#pingEvery + PATIENCE))) {
      this.#drop();
    } else if (this.isOpen && now - this.#pinged >= this.#pingEvery) {
      this.#pinged = now;
      this.send({ type: 'ping' });
    }
  }

  #received(socket, data) {
    if (socket !== this.#socket) {
      return;
    }
    this.#heard = this.#env.now();
    this.#deadline = this.isOpen ? Infinity : this.#deadline;
    // What has waited at the server comes as a list.
    for (const frame of [JSON.parse(data)].flat()) {
      this.#take(frame);
    }
  }

  #take(frame) {
    if (frame.type === 'hello') {
      this.#attempt = 0;
      this.#deadline = Infinity;
      this.#pinged = this.#heard;
      this.#pingEvery = frame.heartbeat > 0 ? frame.heartbeat * 1_000 : PING_EVERY;
      this.#enter('open');
    }
    for (const listener of this.#onFrame) {
      listener(frame);
    }
  }

  /* The closing handshake of a dead line takes minutes: do not wait for it. */
  #drop() {
    const socket = this.#socket;
    this.#closed(socket, 1006);
    socket.close();
  }

  #closed(socket, code) {
    if (socket !== this.#socket) {
      return;
    }
    this.#socket = null;
    this.#deadline = Infinity;
    const asks = verdict(code, this.#wasOpen);
    if (asks === 'end') {
      this.#enter('ended');
    } else if (asks === 'forbidden') {
      this.#enter('forbidden');
    } else if (asks === 'restart') {
      this.#wait(this.#env.random() * FIRST, { code, restart: true });
    } else {
      this.#attempt = asks === 'slow' ? Math.max(this.#attempt, 2) : this.#attempt;
      this.#wait(retryDelay(this.#attempt++, this.#env.random()), { code });
      if (asks === 'ask') {
        this.#ask();
      }
    }
  }

  async #ask() {
    const answer = await this.#identify();
    if (answer === 'unknown' && this.state.name !== 'open') {
      this.#env.cancel(this.#timer);
      this.#socket = null;
      this.#enter('ended');
    }
  }

  #wait(ms, { code, restart = this.state.restart }) {
    this.#timer = this.#env.later(() => this.connect(), ms);
    this.#enter('waiting', { retryAt: this.#env.now() + ms, code, restart });
  }

  #enter(name, { retryAt = null, code = null, restart = name === 'connecting' && this.state.restart } = {}) {
    this.state = { name, retryAt, code, restart, attempt: this.#attempt };
    for (const listener of this.#onState) {
      listener(this.state);
    }
  }
}
