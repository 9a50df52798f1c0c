/**
 * Answers on their way: kept in the browser's own database until the server has said what became of them.
 *
 * An entry is {id, owner, question, value, source, note, base, key, tried, stopped}. `base` is the revision it
 * changes, or null while an earlier answer to the same question is still on its way. An entry that may have
 * reached the server is never changed: a newer answer becomes a new entry with its own key.
 */
import { openDB } from "../vendor/idb/index.js";

const DATABASE = "iuc-interviews";
const STORE = "answers";

export async function openQueue(owner) {
  let database = null;
  try {
    database = await openDB(DATABASE, 1, {
      upgrade(fresh) {
        fresh.createObjectStore(STORE, { keyPath: "id", autoIncrement: true }).createIndex("owner", "owner");
      },
    });
  } catch {
    database = null; // No storage here: answers live in the page only, and the page says so.
  }
  return new Queue(owner, database, database ? await database.getAllFromIndex(STORE, "owner", owner) : []);
}

class Queue {
  constructor(owner, database, entries) {
    this.owner = owner;
    this.database = database;
    this.entries = entries;
    this.temporary = -1;
    this.revisions = new Map(); // question -> what the server last told, before the page has heard of it
  }

  get isKept() {
    return this.database !== null;
  }

  /** Entries still to be sent, oldest first. */
  get waiting() {
    return this.entries.filter((entry) => !entry.stopped);
  }

  get stopped() {
    return this.entries.filter((entry) => entry.stopped);
  }

  newest(question) {
    return this.entries.findLast((entry) => entry.question === question);
  }

  /** Puts an answer in the queue; one that has not been tried yet is replaced. */
  async put(question, answer, revision) {
    const last = this.newest(question);
    const entry = { owner: this.owner, question, ...answer, key: newKey(), tried: false, stopped: null };
    entry.base = Math.max(revision, this.revisions.get(question) ?? 0);
    if (last && !last.tried) {
      entry.base = last.base;
      entry.id = last.id;
      this.entries[this.entries.indexOf(last)] = entry;
    } else if (last && last.stopped) {
      entry.base = last.stopped.current?.revision ?? last.base;
      await this.remove(last);
      this.entries.push(entry);
    } else {
      if (last) entry.base = null;
      this.entries.push(entry);
    }
    await this.keep(entry);
    return entry;
  }

  async keep(entry) {
    if (!this.database) {
      entry.id ??= this.temporary--;
      return;
    }
    if (entry.id === undefined) {
      const { id: _none, ...row } = entry;
      entry.id = await this.database.add(STORE, row);
    } else {
      await this.database.put(STORE, { ...entry });
    }
  }

  async remove(entry) {
    this.entries = this.entries.filter((other) => other !== entry);
    if (this.database && entry.id !== undefined) await this.database.delete(STORE, entry.id);
  }

  /** The entry was stored as this revision; a newer answer to the same question goes on from there. */
  async saved(entry, revision) {
    this.revisions.set(entry.question, revision);
    await this.remove(entry);
    const follower = this.entries.find((other) => other.question === entry.question);
    if (follower && follower.base === null) {
      follower.base = revision;
      await this.keep(follower);
    }
  }

  /** The entry can't be sent as it is; a newer answer to the same question takes its place. */
  async stop(entry, problem) {
    const follower = this.entries.find((other) => other.question === entry.question && other !== entry);
    if (follower && problem.status !== 412) {
      follower.base = entry.base;
      await this.keep(follower);
      await this.remove(entry);
      return;
    }
    const kept = follower ?? entry;
    if (follower) await this.remove(entry);
    Object.assign(kept, { stopped: problem, base: entry.base });
    await this.keep(kept);
  }

  /** After a reload everything is tried once more: the interview may have been reopened meanwhile. */
  async wake() {
    for (const entry of this.stopped.filter((each) => each.stopped.status !== 412)) {
      Object.assign(entry, { stopped: null, tried: false, key: newKey() });
      await this.keep(entry);
    }
  }
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
