'use strict';
// grpc-js as a client of our server: node client.js HOST:PORT; prints PASS or FAIL for each case.
const { grpc, testing, lab, zeros, requestSizes, responseSizes } = require('./load');

const address = process.argv[2];
const insecure = grpc.credentials.createInsecure();
const packing = { 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip };
const test = new testing.TestService(address, insecure);
const packed = new testing.TestService(address, insecure, packing);
const unknown = new testing.UnimplementedService(address, insecure);
const other = new lab.Lab(address, insecure);
const { status } = grpc;
const Behaviour = { REFUSE: 1, THROW: 3 };

function unary(client, method, request, metadata = new grpc.Metadata(), options = {}) {
  return new Promise((resolve, reject) => {
    let headers;
    let response;
    const call = client[method](request, metadata, options, (error, value) => { if (error) { reject(error); } else { response = value; } });
    call.on('metadata', (value) => { headers = value; });
    call.on('status', (end) => { if (end.code === status.OK) { resolve({ response, headers, trailers: end.metadata }); } });
  });
}

function all(stream) {
  return new Promise((resolve, reject) => {
    const messages = [];
    stream.on('data', (message) => messages.push(message));
    stream.on('error', reject);
    stream.on('end', () => resolve(messages));
  });
}

function upload(client, method, messages) {
  return new Promise((resolve, reject) => {
    const call = client[method]((error, value) => error ? reject(error) : resolve(value));
    call.on('error', () => {});
    messages.forEach((message) => call.write(message));
    call.end();
  });
}

async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('did not fail');
}

const sum = (client) => upload(client, 'StreamingInputCall', requestSizes.map((size) => ({ payload: zeros(size) })));
const large = async (client) => (await unary(client, 'UnaryCall', { response_size: 314159, payload: zeros(271828) })).response.payload.body.length === 314159;
const ping = (turn) => ({ payload: zeros(requestSizes[turn]), response_parameters: [{ size: responseSizes[turn] }] });

async function statusOf(text) {
  const response_status = { code: status.UNKNOWN, message: text };
  const one = await failure(unary(test, 'UnaryCall', { response_status }));
  const call = test.FullDuplexCall();
  call.write({ response_status });
  const two = await failure(all(call));
  return [one, two].every((error) => error.code === status.UNKNOWN && error.details === text);
}

const cases = {
  empty_unary: async () => (await unary(test, 'EmptyCall', {})).response !== undefined,
  large_unary: () => large(test),
  client_compressed_unary: () => large(packed),
  server_compressed_unary: () => large(test),
  client_streaming: async () => (await sum(test)).aggregated_payload_size === 74922,
  client_compressed_streaming: async () => (await sum(packed)).aggregated_payload_size === 74922,
  server_streaming: async () => {
    const messages = await all(test.StreamingOutputCall({ response_parameters: responseSizes.map((size) => ({ size })) }));
    return messages.map((message) => message.payload.body.length).join() === responseSizes.join();
  },
  ping_pong: () => new Promise((resolve, reject) => {
    const call = test.FullDuplexCall();
    let turn = 0;
    call.on('data', (message) => {
      if (message.payload.body.length !== responseSizes[turn]) {
        reject(new Error(`turn ${turn} has ${message.payload.body.length} bytes`));
      }
      turn += 1;
      if (turn < requestSizes.length) { call.write(ping(turn)); } else { call.end(); }
    });
    call.on('error', reject);
    call.on('end', () => resolve(turn === requestSizes.length));
    call.write(ping(0));
  }),
  empty_stream: async () => {
    const call = test.FullDuplexCall();
    call.end();
    return (await all(call)).length === 0;
  },
  custom_metadata: async () => {
    const metadata = new grpc.Metadata();
    metadata.set('x-grpc-test-echo-initial', 'test_initial_metadata_value');
    metadata.set('x-grpc-test-echo-trailing-bin', Buffer.from('ababab', 'hex'));
    const { headers, trailers } = await unary(test, 'UnaryCall', { response_size: 314159, payload: zeros(271828) }, metadata);
    return headers.get('x-grpc-test-echo-initial')[0] === 'test_initial_metadata_value'
      && trailers.get('x-grpc-test-echo-trailing-bin')[0].toString('hex') === 'ababab';
  },
  status_code_and_message: () => statusOf('test status message'),
  special_status_message: () => statusOf('\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n'),
  unimplemented_method: async () => (await failure(unary(test, 'UnimplementedCall', {}))).code === status.UNIMPLEMENTED,
  unimplemented_service: async () => (await failure(unary(unknown, 'UnimplementedCall', {}))).code === status.UNIMPLEMENTED,
  cancel_after_begin: async () => {
    let call;
    const result = failure(new Promise((resolve, reject) => { call = test.StreamingInputCall((error, value) => error ? reject(error) : resolve(value)); }));
    setImmediate(() => call.cancel());
    return (await result).code === status.CANCELLED;
  },
  cancel_after_first_response: () => new Promise((resolve) => {
    const call = test.FullDuplexCall();
    call.on('data', () => call.cancel());
    call.on('error', (error) => resolve(error.code === status.CANCELLED));
    call.write(ping(0));
  }),
  timeout_on_sleeping_server: async () => (await failure(all(test.FullDuplexCall({ deadline: Date.now() + 1 })))).code === status.DEADLINE_EXCEEDED,
  kazakh_error_with_trailers: async () => {
    const error = await failure(unary(other, 'Ask', { behaviour: Behaviour.REFUSE }));
    return error.code === status.FAILED_PRECONDITION && error.details === 'Құрылғы тіркелмеген: 100% қате ✓\nекінші жол'
      && error.metadata.get('why')[0] === 'not-enrolled' && error.metadata.get('why-bin')[0].toString('hex') === '00ff07';
  },
  handler_failure_is_unknown: async () => {
    const error = await failure(unary(other, 'Ask', { behaviour: Behaviour.THROW }));
    return error.code === status.UNKNOWN && !error.details.includes('inner workings');
  },
  request_over_the_limit: async () => (await failure(unary(other, 'Ask', { padding: Buffer.alloc(5e6) }))).code === status.RESOURCE_EXHAUSTED,
  upload_of_16_MiB: async () => (await upload(other, 'Upload', Array(256).fill({ data: Buffer.alloc(65536) }))).bytes === 256 * 65536,
  upload_refused_midway: async () => {
    const parts = Array.from({ length: 200 }, (_, part) => ({ id: part === 3 ? 'quit' : '', data: Buffer.alloc(65536) }));
    return (await failure(upload(other, 'Upload', parts))).code === status.ABORTED;
  },
  watch_of_1000_parts: async () => (await all(other.Watch({ count: 1000, size: 1000 }))).length === 1000,
};

(async () => {
  let failures = 0;
  for (const [name, run] of Object.entries(cases)) {
    let why = '';
    try {
      why = await run() ? '' : 'wrong answer';
    } catch (error) {
      why = error.message;
    }
    failures += why ? 1 : 0;
    console.log(why ? `FAIL ${name} ${why}` : `PASS ${name}`);
  }
  process.exit(failures);
})();
