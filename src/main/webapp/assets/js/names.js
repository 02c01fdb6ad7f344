/* What people are called: those who share a room with the reader, and those whose messages the page was made with. */

export class Names {
  #byId = new Map();
  #avatars = new Map();

  constructor(page) {
    for (const node of page.querySelectorAll('.contact[data-user-id]')) {
      this.#byId.set(node.dataset.userId, node.dataset.name);
    }
    for (const node of page.querySelectorAll('#conversation .message')) {
      this.#byId.set(node.dataset.senderId, node.querySelector('.sender').textContent);
    }
  }

  /** The people of a room as the server tells it. */
  learn({ members }) {
    members.forEach((member) => this.meet(member));
  }

  /** Somebody as the server knows them now. */
  meet({ userId, name, avatar }) {
    this.#byId.set(userId, name);
    this.#avatars.set(userId, avatar);
  }

  /** The address of somebody's picture below that of the API; undefined without one. */
  avatar(userId) {
    return this.#avatars.get(userId);
  }

  /** The name of a person; of somebody unknown `otherwise`. */
  of(userId, otherwise) {
    return this.#byId.get(userId) ?? otherwise;
  }

  /** The given name, which is enough in a line of the sidebar. */
  short(userId, otherwise) {
    return this.of(userId, otherwise).trim().split(/\s+/)[0];
  }
}
