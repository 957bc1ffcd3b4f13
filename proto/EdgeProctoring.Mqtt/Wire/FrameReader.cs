using System.Buffers;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>One packet as it lies in the receive buffer.</summary>
internal readonly record struct Frame(PacketType Type, int Flags, ReadOnlySequence<byte> Body);

/// <summary>Cuts the stream of bytes into packets.</summary>
internal static class FrameReader
{
    /// <summary>Takes one packet from the buffer's front; false where it is not complete yet. A size over the limit is refused from its header alone.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, uint maximum, out Frame frame)
    {
        frame = default;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out var header))
        {
            return false;
        }
        var size = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (shift > 21)
            {
                throw new MqttProtocolViolationException($"The broker sent a packet (header {header:x2}) whose size is longer than four bytes.");
            }
            if (!reader.TryRead(out var digit))
            {
                return false;
            }
            size |= (digit & 127) << shift;
            if (digit < 128)
            {
                break;
            }
        }
        if (size + reader.Consumed > maximum)
        {
            throw new MqttProtocolViolationException(MqttDisconnectReasonCode.PacketTooLarge,
                $"The broker sent a packet (header {header:x2}) of {size + reader.Consumed} bytes; the limit is {maximum}.");
        }
        if (reader.Remaining < size)
        {
            return false;
        }
        var body = buffer.Slice(reader.Position, size);
        frame = new Frame((PacketType)(header >> 4), header & 15, body);
        buffer = buffer.Slice(body.End);
        return true;
    }
}
