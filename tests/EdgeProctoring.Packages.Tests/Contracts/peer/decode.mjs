// Reads every encoded example with another implementation of protobuf and prints what it found, with sorted names.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';

const [protoFolder, examples] = process.argv.slice(2);
const root = new protobuf.Root();
root.resolvePath = (_, target) => join(protoFolder, target);
await root.load(['observations', 'node_control', 'evidence', 'enrolment', 'replay', 'live'].map((name) => `v1/${name}.proto`), { keepCase: true });

const decoded = {};
for (const file of readdirSync(examples).filter((name) => name.endsWith('.bin')).sort()) {
  const name = file.slice(0, -4);
  const type = root.lookupType(`edgeproctoring.v1.${name}`);
  const bytes = readFileSync(join(examples, file));
  const message = type.decode(bytes);
  if (!Buffer.from(type.encode(message).finish()).equals(bytes)) {
    console.error(`${name}: encoding it again gives other bytes`);
    process.exitCode = 1;
  }
  decoded[name] = type.toObject(message, { longs: String, enums: String, bytes: String });
}
console.log(JSON.stringify(decoded, null, 1));
