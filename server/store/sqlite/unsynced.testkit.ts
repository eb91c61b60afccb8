// Run by the tracing test: commits as `synchronous=NORMAL` does, to show that the test would notice.
import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const [file = '', count = '0'] = process.argv.slice(2);
const db = new DatabaseSync(file);
db.exec('pragma journal_mode = wal; pragma synchronous = normal; create table t (x)');
for (let i = 0; i < Number(count); i++) {
	db.prepare('insert into t values (?)').run(i);
	writeSync(1, `ack ${i}\n`);
}
db.close();
