using Grpc.Core;

namespace Grpc.Wire;

/// <summary>The refusal of a message over a size limit: it names the stream, both sizes and the option.</summary>
internal static class MessageTooLarge
{
    public static RpcException Received(StreamName what, long size, int limit) =>
        new(new Status(StatusCode.ResourceExhausted, $"A message of the {what} has {size} bytes, over the {limit} of MaxReceiveMessageSize."));

    public static RpcException Unpacked(StreamName what, int limit) =>
        new(new Status(StatusCode.ResourceExhausted, $"A packed message of the {what} unpacks to more than the {limit} bytes of MaxReceiveMessageSize."));

    public static RpcException Sent(StreamName what, long size, int limit) =>
        new(new Status(StatusCode.ResourceExhausted, $"A message of the {what} has {size} bytes, over the {limit} of MaxSendMessageSize."));
}
