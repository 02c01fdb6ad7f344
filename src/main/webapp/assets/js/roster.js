/* Colleagues who signed up while there was no connection, as long as everybody has a row. */

export class Roster {
  /** As many as the page has rows for at first; DashboardBacking knows the same number. */
  static MOST = 50;

  #sidebar;
  #ask;
  #onNew;
  #busy = false;

  /** `ask()` answers { items: [{ id, username, name, presence }], total } */
  constructor({ sidebar, ask, onNew }) {
    this.#sidebar = sidebar;
    this.#ask = ask;
    this.#onNew = onNew;
  }

  async refresh() {
    if (this.#busy || this.#sidebar.people > Roster.MOST) {
      return;
    }
    this.#busy = true;
    try {
      const { items, total } = await this.#ask();
      const added = items.filter(({ id }) => !this.#sidebar.byUser(id));
      added.forEach(({ id, username, name, avatar }) => this.#sidebar.add({ userId: id, username, name, avatar }));
      this.#sidebar.count(total);
      if (added.length > 0) {
        this.#onNew(added);
      }
    } catch {
      // The next connection asks again.
    } finally {
      this.#busy = false;
    }
  }
}
