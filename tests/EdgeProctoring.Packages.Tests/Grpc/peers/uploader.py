"""Uploads parts and then sits there, to be killed: uploader.py INTEROP LAB HOST:PORT"""
import sys
import time

import grpc
from schema import load

message = load(*sys.argv[1:3])
Part, Receipt = message('edgeproctoring.tests.v1.Part'), message('edgeproctoring.tests.v1.Receipt')


def parts():
    for _ in range(20):
        yield Part(data=bytes(65536))
    print('sent', flush=True)
    time.sleep(60)


upload = grpc.insecure_channel(sys.argv[3]).stream_unary(
    '/edgeproctoring.tests.v1.Lab/Upload', request_serializer=Part.SerializeToString, response_deserializer=Receipt.FromString)
upload(parts())
