'use strict';
// The server of gRPC's interoperability tests on grpc-js: node server.js PORT
const { grpc, testing, zeros } = require('./load');

function echo(call) {
  const [initial] = call.metadata.get('x-grpc-test-echo-initial');
  const [trailing] = call.metadata.get('x-grpc-test-echo-trailing-bin');
  if (initial) {
    const headers = new grpc.Metadata();
    headers.set('x-grpc-test-echo-initial', initial);
    call.sendMetadata(headers);
  }
  const trailers = new grpc.Metadata();
  if (trailing) {
    trailers.set('x-grpc-test-echo-trailing-bin', trailing);
  }
  return trailers;
}

const failed = (status) => status && status.code ? { code: status.code, details: status.message } : null;

const server = new grpc.Server();
server.addService(testing.TestService.service, {
  EmptyCall: (call, reply) => reply(null, {}),
  UnaryCall: (call, reply) => {
    const trailers = echo(call);
    reply(failed(call.request.response_status), { payload: zeros(call.request.response_size) }, trailers);
  },
  StreamingOutputCall: (call) => {
    for (const { size } of call.request.response_parameters) {
      call.write({ payload: zeros(size) });
    }
    call.end();
  },
  StreamingInputCall: (call, reply) => {
    let size = 0;
    call.on('data', (request) => { size += request.payload.body.length; });
    call.on('end', () => reply(null, { aggregated_payload_size: size }));
  },
  FullDuplexCall: (call) => {
    const trailers = echo(call);
    call.on('data', (request) => {
      const failure = failed(request.response_status);
      if (failure) {
        call.emit('error', failure);
        return;
      }
      for (const { size } of request.response_parameters) {
        call.write({ payload: zeros(size) });
      }
    });
    call.on('end', () => call.end(trailers));
  },
});
server.bindAsync(`127.0.0.1:${process.argv[2]}`, grpc.ServerCredentials.createInsecure(), (error) => {
  console.log(error ? error.message : 'listening');
});
