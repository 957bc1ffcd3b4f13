using System.Buffers;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>A packet from the broker, read: the only place where foreign bytes become objects.</summary>
internal readonly record struct ReceivedPacket(PacketType Type, object? Content, ushort Id)
{
    public static ReceivedPacket Read(in Frame frame, TopicNames topics)
    {
        if (frame.Body.IsSingleSegment)
        {
            return Read(frame, frame.Body.FirstSpan, topics);
        }
        var size = (int)frame.Body.Length;
        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            frame.Body.CopyTo(rented);
            return Read(frame, rented.AsSpan(0, size), topics);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static ReceivedPacket Read(in Frame frame, ReadOnlySpan<byte> body, TopicNames topics)
    {
        var reader = new WireReader(frame.Type, body);
        if (frame.Type == PacketType.Publish)
        {
            var message = PublishPacket.Read(reader, frame.Flags, topics, out var id);
            return new ReceivedPacket(PacketType.Publish, message, id);
        }
        if (frame.Flags != 0)
        {
            throw reader.Refuse($"reserved flags {frame.Flags:x}");
        }
        switch (frame.Type)
        {
            case PacketType.PubAck:
                var result = PubAckPacket.Read(reader);
                return new ReceivedPacket(frame.Type, result, result.PacketIdentifier ?? 0);
            case PacketType.SubAck or PacketType.UnsubAck:
                var answer = SubAckPacket.Read(reader);
                return new ReceivedPacket(frame.Type, answer, answer.Id);
            case PacketType.ConnAck:
                return new ReceivedPacket(frame.Type, ConnAckPacket.Read(reader), 0);
            case PacketType.PingResp:
                reader.ThrowIfMore();
                return new ReceivedPacket(frame.Type, null, 0);
            case PacketType.Disconnect:
                return new ReceivedPacket(frame.Type, DisconnectPacket.Read(reader), 0);
            default:
                throw reader.Refuse("a type that a client of QoS 0 and 1 never receives", MqttDisconnectReasonCode.ProtocolError);
        }
    }
}
