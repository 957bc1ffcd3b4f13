'use strict';
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const protos = path.join(__dirname, '..', 'protos');
// keepCase: the field names of the schema, which this code uses.
const load = (file) => grpc.loadPackageDefinition(
  loader.loadSync(path.join(protos, file), { keepCase: true, longs: Number, enums: Number, defaults: true, oneofs: true }));

module.exports = {
  grpc,
  testing: load('interop.proto').grpc.testing,
  lab: load('lab.proto').edgeproctoring.tests.v1,
  zeros: (size) => ({ body: Buffer.alloc(size) }),
  requestSizes: [27182, 8, 1828, 45904],
  responseSizes: [31415, 9, 2653, 58979],
};
