"""Message classes from the descriptor files that the tests hand over."""
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory


def load(*files):
    pool = descriptor_pool.DescriptorPool()
    for file in files:
        with open(file, 'rb') as descriptor:
            pool.Add(descriptor_pb2.FileDescriptorProto.FromString(descriptor.read()))
    factory = message_factory.MessageFactory(pool)
    return lambda name: factory.GetPrototype(pool.FindMessageTypeByName(name))
