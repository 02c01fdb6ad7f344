/* Dashboard and chat: puts the parts together and hands the server's frames to them. */

import { Api } from './api.js';
import { ChatSocket } from './socket.js';
import { ConnectionLine } from './connection.js';
import { ContactFilter } from './filter.js';
import { Conversation } from './conversation.js';
import { Directory } from './directory.js';
import { forgetAll } from './drafts.js';
import { Names } from './names.js';
import { locate } from './locate.js';
import { MessageSearch } from './search.js';
import { Notices } from './notify.js';
import { Outbox } from './outbox.js';
import { portray } from './people.js';
import { Presence } from './presence.js';
import { Channels, NewRoom } from './rooms.js';
import { Roster } from './roster.js';
import { Sidebar } from './sidebar.js';
import { textsOf } from './texts.js';
import { timesOf } from './time.js';
import { TypingSigns, typingSentence } from './typing.js';

const context = document.documentElement.dataset.context;
const meId = document.querySelector('meta[name="chatboard-me"]').content;
const section = document.getElementById('conversation');
const signInAgain = `${context}/login?next=${encodeURIComponent(location.pathname.slice(context.length))}`;
const texts = textsOf(document);
const times = timesOf(document, texts);
const api = new Api(context);

const socket = new ChatSocket({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${context}/ws/chat`,
  identify: () => api.identify(),
});
const outbox = new Outbox({
  storage: keep(),
  userId: meId,
  send: ({ clientId, to, roomId, text }) =>
    socket.send({ type: 'message.post', clientId, ref: clientId, to, roomId, text }),
});
const line = new ConnectionLine({
  root: document.getElementById('connection'),
  texts,
  onRetry: () => socket.retryNow(),
});
const notices = new Notices({ page: document, texts });
const presence = new Presence({ page: document, texts });
const names = new Names(document);
const openId = section?.dataset.peerId ?? section?.dataset.roomId;
const sidebar = new Sidebar({ page: document, texts, times, meId, names, context, openId });
const chat = section
  ? new Conversation({ section, texts, times, meId, names, socket, outbox, api, onRead: markedRead })
  : null;
const typing = new TypingSigns((roomId, userIds) => {
  const isGroup = sidebar.byRoom(roomId)?.isGroup ?? false;
  const sentence = typingSentence(userIds, { isGroup, names, texts });
  sidebar.typing(roomId, sentence);
  if (chat?.roomId === roomId) {
    chat.typing(sentence);
  }
});

new ContactFilter({
  page: document,
  sidebar,
  search: (text, limit) => api.people({ search: text, limit }),
  onFound: (people) => shown(people),
});
const enter = (roomId) => location.assign(`${context}/rooms/${roomId}`);
new NewRoom({ page: document, texts, api, onMade: enter });
new Channels({ page: document, texts, api, onJoined: enter });
new MessageSearch({
  page: document,
  texts,
  times,
  meId,
  context,
  nameOf: (message) => sidebar.byUser(message.senderId)?.name ?? message.sender,
  ask: (query) => api.search(query),
});
const roster = new Roster({ sidebar, ask: () => api.people({ limit: Roster.MOST }), onNew: (people) => shown(people) });
new Directory({
  page: document,
  sidebar,
  ask: (cursor, limit) => api.people({ cursor, limit }),
  onFound: (people) => shown(people),
});

const FRAMES = {
  hello(frame) {
    if (frame.user.id !== meId) {
      // Somebody else has signed in with this browser meanwhile; nothing of this page may go out in their name.
      location.replace(`${context}/dashboard`);
      return;
    }
    sidebar.onlyRooms(frame.rooms);
    frame.rooms.forEach((room) => {
      names.learn(room);
      sidebar.room(room);
      stored(room.lastMessage);
    });
    presence.greeted(frame, (watch) => socket.send(watch));
    roster.refresh();
    chat?.greeted(frame.rooms, frame.serverTime);
    outbox.resume();
  },
  'message.posted'({ message, clientId }) {
    const news = sidebar.posted(message);
    chat?.receive(message);
    stored({ clientId });
    typing.stop(message.roomId, message.senderId);
    const row = sidebar.byRoom(message.roomId);
    if (news && row && row.roomId !== chat?.roomId) {
      notices.announce(row.name);
    }
  },
  'message.changed'({ message }) {
    sidebar.changed(message);
    chat?.receive(message);
  },
  'room.opened'({ room }) {
    told(room);
  },
  'room.changed'({ room }) {
    told(room);
  },
  'room.closed'({ roomId }) {
    sidebar.closed(roomId);
    chat?.closed(roomId);
  },
  'room.changes'(frame) {
    frame.messages.forEach(stored);
    chat?.fill(frame);
  },
  'room.read'(frame) {
    if (frame.userId === meId) {
      sidebar.read(frame.roomId, frame.seq);
    }
    chat?.read(frame);
  },
  typing({ roomId, userId }) {
    if (userId !== meId) {
      typing.start(roomId, userId);
    }
  },
  'presence.changed'(frame) {
    presence.changed(frame);
  },
  'user.registered'({ user }) {
    sidebar.joined(user);
    shown([user]);
  },
  'user.changed'({ user }) {
    const person = { ...user, userId: user.id };
    names.meet(person);
    sidebar.renamed(person);
    chat?.renamed(person);
    if (user.id === meId) {
      portray(document.querySelector('#signOut .avatar'), person);
    }
  },
  error(frame) {
    if (!chat?.refused(frame)) {
      outbox.refuse(frame);
    }
  },
};

socket.onFrame((frame) => {
  FRAMES[frame.type]?.(frame);
  notices.unread(sidebar.total);
});

socket.onState((state) => {
  line.changed(state);
  if (state.name === 'open') {
    return;
  }
  outbox.pause(state.code);
  typing.stopAll();
  if (state.name !== 'connecting' || state.attempt > 0) {
    presence.disconnected();
  }
  if (state.name === 'ended') {
    // Another tab that signs out gets its new page first; both then share one page session.
    setTimeout(() => location.assign(signInAgain), 1_000);
  }
});

/* People who came into the list after the page was made. */
function shown(people) {
  people.forEach((person) => presence.set(person.id, socket.isOpen ? (person.presence ?? 'offline') : 'unknown', person.statusText));
  presence.watch((frame) => socket.send(frame));
}

/* A room as it is now, as the server tells it. */
function told(room) {
  names.learn(room);
  sidebar.room(room);
  chat?.told(room);
}

/* A message of ours that the server has. */
function stored(message) {
  if (message?.clientId) {
    outbox.acknowledge(message.clientId);
  }
}

function markedRead(roomId, seq) {
  sidebar.read(roomId, seq);
  notices.unread(sidebar.total);
}

/* A browser may forbid to keep anything; then nothing outlives the page. */
function keep() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function beat() {
  socket.beat();
  outbox.beat();
}

function startTicking() {
  try {
    new Worker(new URL('./ticker.js', import.meta.url)).onmessage = beat;
  } catch {
    setInterval(beat, 1_000);
  }
}

function newDay() {
  sidebar.relabel();
  chat?.relabel();
}

addEventListener('online', () => socket.retryNow());
addEventListener('offline', () => socket.probe());
addEventListener('storage', (event) => outbox.storageChanged(event.key, event.newValue));
addEventListener('pageshow', (event) => event.persisted && location.reload());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    newDay();
    roster.refresh();
    socket.retryNow();
    socket.probe();
  }
});
setInterval(newDay, 60_000);

document.getElementById('signOut').addEventListener('submit', (event) => {
  if (outbox.size > 0 && !confirm(texts.plural('signOut.pending', outbox.size))) {
    event.preventDefault();
    return;
  }
  outbox.clear();
  forgetAll(meId);
});

document.querySelector('.connection-sign-in').href = signInAgain;
notices.unread(sidebar.total);
socket.connect();
startTicking();
const wanted = Number(new URLSearchParams(location.search).get('at'));
if (chat && wanted > 0) {
  locate(document.getElementById('timeline'), wanted);
}
if (chat && document.activeElement === document.body) {
  if (matchMedia('(max-width: 37.49em)').matches) {
    document.getElementById('peer-name').focus({ preventScroll: true });
  } else {
    chat.composer.focus();
  }
}
