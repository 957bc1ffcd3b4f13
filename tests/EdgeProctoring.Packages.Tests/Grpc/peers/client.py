"""Debian's grpcio as a client of our server: client.py INTEROP LAB HOST:PORT; prints PASS or FAIL for each case."""
import queue
import sys
import threading

import grpc
from schema import load

message = load(*sys.argv[1:3])
channel = grpc.insecure_channel(sys.argv[3])
Code, Gzip = grpc.StatusCode, grpc.Compression.Gzip
REQUESTS, RESPONSES = [27182, 8, 1828, 45904], [31415, 9, 2653, 58979]
REFUSE, THROW = 1, 3


def testing(name):
    return message('grpc.testing.' + name)


def lab(name):
    return message('edgeproctoring.tests.v1.' + name)


def method(kind, path, request, response):
    return getattr(channel, kind)(path, request_serializer=request.SerializeToString, response_deserializer=response.FromString)


Empty, Payload, EchoStatus, Parameters = (testing(n) for n in ('Empty', 'Payload', 'EchoStatus', 'ResponseParameters'))
Simple, Input, Output, Part = testing('SimpleRequest'), testing('StreamingInputCallRequest'), testing('StreamingOutputCallRequest'), lab('Part')
TEST, LAB = '/grpc.testing.TestService/', '/edgeproctoring.tests.v1.Lab/'
empty = method('unary_unary', TEST + 'EmptyCall', Empty, Empty)
unary = method('unary_unary', TEST + 'UnaryCall', Simple, testing('SimpleResponse'))
inputs = method('stream_unary', TEST + 'StreamingInputCall', Input, testing('StreamingInputCallResponse'))
outputs = method('unary_stream', TEST + 'StreamingOutputCall', Output, testing('StreamingOutputCallResponse'))
duplex = method('stream_stream', TEST + 'FullDuplexCall', Output, testing('StreamingOutputCallResponse'))
no_method = method('unary_unary', TEST + 'UnimplementedCall', Empty, Empty)
no_service = method('unary_unary', '/grpc.testing.UnimplementedService/UnimplementedCall', Empty, Empty)
ask = method('unary_unary', LAB + 'Ask', lab('Question'), lab('Answer'))
upload = method('stream_unary', LAB + 'Upload', Part, lab('Receipt'))
watch = method('unary_stream', LAB + 'Watch', lab('WatchRequest'), Part)


def zeros(size):
    return Payload(body=bytes(size))


def failure(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError('did not fail')


def large(**options):
    return len(unary(Simple(response_size=314159, payload=zeros(271828)), **options).payload.body) == 314159


def total(**options):
    return inputs((Input(payload=zeros(size)) for size in REQUESTS), **options).aggregated_payload_size == 74922


def ping(turn):
    return Output(payload=zeros(REQUESTS[turn]), response_parameters=[Parameters(size=RESPONSES[turn])])


def server_streaming():
    request = Output(response_parameters=[Parameters(size=size) for size in RESPONSES])
    return [len(response.payload.body) for response in outputs(request)] == RESPONSES


def ping_pong():
    requests = queue.Queue()
    call = duplex(iter(requests.get, None))
    sizes = []
    for turn in range(4):
        requests.put(ping(turn))
        sizes.append(len(next(call).payload.body))
    requests.put(None)
    return sizes == RESPONSES and not list(call)


def custom_metadata():
    sent = (('x-grpc-test-echo-initial', 'test_initial_metadata_value'), ('x-grpc-test-echo-trailing-bin', b'\xab\xab\xab'))
    _, call = unary.with_call(Simple(response_size=314159, payload=zeros(271828)), metadata=sent)
    return sent[0] in call.initial_metadata() and sent[1] in call.trailing_metadata()


def status(text):
    echo = EchoStatus(code=2, message=text)
    one = failure(lambda: unary(Simple(response_status=echo)))
    two = failure(lambda: list(duplex(iter([Output(response_status=echo)]))))
    return all(error.code() == Code.UNKNOWN and error.details() == text for error in (one, two))


def held(first=None):
    """Requests that stay open until the event is set."""
    event = threading.Event()

    def requests():
        if first is not None:
            yield first
        event.wait(5)
    return event, requests()


def cancel_after_begin():
    event, requests = held()
    call = inputs.future(requests)
    call.cancel()
    event.set()
    return call.code() == Code.CANCELLED


def cancel_after_first_response():
    event, requests = held(ping(0))
    call = duplex(requests)
    next(call)
    call.cancel()
    event.set()
    return failure(lambda: next(call)).code() == Code.CANCELLED


def timeout_on_sleeping_server():
    event, requests = held()
    call = duplex(requests, timeout=0.001)
    code = failure(lambda: next(call)).code()
    event.set()
    return code == Code.DEADLINE_EXCEEDED


def kazakh_error_with_trailers():
    error = failure(lambda: ask(lab('Question')(behaviour=REFUSE)))
    return (error.code() == Code.FAILED_PRECONDITION and error.details() == 'Құрылғы тіркелмеген: 100% қате ✓\nекінші жол'
            and ('why-bin', b'\0\xff\x07') in error.trailing_metadata())


def handler_failure_is_unknown():
    error = failure(lambda: ask(lab('Question')(behaviour=THROW)))
    return error.code() == Code.UNKNOWN and 'inner workings' not in error.details()


CASES = {
    'empty_unary': lambda: empty(Empty()) is not None,
    'large_unary': large,
    'client_compressed_unary': lambda: large(compression=Gzip),
    'server_compressed_unary': large,
    'client_streaming': total,
    'client_compressed_streaming': lambda: total(compression=Gzip),
    'server_streaming': server_streaming,
    'ping_pong': ping_pong,
    'empty_stream': lambda: not list(duplex(iter([]))),
    'custom_metadata': custom_metadata,
    'status_code_and_message': lambda: status('test status message'),
    'special_status_message': lambda: status('\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n'),
    'unimplemented_method': lambda: failure(lambda: no_method(Empty())).code() == Code.UNIMPLEMENTED,
    'unimplemented_service': lambda: failure(lambda: no_service(Empty())).code() == Code.UNIMPLEMENTED,
    'cancel_after_begin': cancel_after_begin,
    'cancel_after_first_response': cancel_after_first_response,
    'timeout_on_sleeping_server': timeout_on_sleeping_server,
    'kazakh_error_with_trailers': kazakh_error_with_trailers,
    'handler_failure_is_unknown': handler_failure_is_unknown,
    'request_over_the_limit': lambda: failure(lambda: ask(lab('Question')(padding=bytes(5000000)))).code() == Code.RESOURCE_EXHAUSTED,
    'upload_of_16_MiB': lambda: upload(Part(data=bytes(65536)) for _ in range(256)).bytes == 256 * 65536,
    'upload_refused_midway': lambda: failure(
        lambda: upload(Part(id='quit' if part == 3 else '', data=bytes(65536)) for part in range(200))).code() == Code.ABORTED,
    'watch_of_1000_parts': lambda: len(list(watch(lab('WatchRequest')(count=1000, size=1000)))) == 1000,
}

failures = 0
for name, run in CASES.items():
    try:
        why = '' if run() else 'wrong answer'
    except Exception as error:  # Each case reports its own failure.
        why = repr(error)[:300].replace('\n', ' ')
    failures += bool(why)
    print(f'FAIL {name} {why}' if why else f'PASS {name}', flush=True)
sys.exit(failures)
