using System.Buffers.Binary;
using System.Text;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeProctoring.Mqtt;

/// <summary>Reads the body of one packet; each step that would leave the body is a named refusal.</summary>
internal ref struct WireReader(PacketType packet, ReadOnlySpan<byte> body)
{
    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest = body;

    public readonly PacketType Packet => packet;
    public readonly int Remaining => _rest.Length;
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte(string what) => Take(1, what)[0];

    public ushort UInt16(string what) => BinaryPrimitives.ReadUInt16BigEndian(Take(2, what));

    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32BigEndian(Take(4, what));

    public ushort PacketId()
    {
        var id = UInt16("packet identifier");
        return id != 0 ? id : throw Refuse("packet identifier 0", MqttDisconnectReasonCode.ProtocolError);
    }

    public int VarInt(string what)
    {
        var value = 0;
        for (var shift = 0; shift <= 21; shift += 7)
        {
            var digit = Byte(what);
            value |= (digit & 127) << shift;
            if (digit < 128)
            {
                return value;
            }
        }
        throw Refuse($"{what} longer than four bytes");
    }

    public ReadOnlySpan<byte> Binary(string what) => Take(UInt16(what), what);

    public string Text(string what) => ToText(Binary(what), what);

    public readonly string ToText(ReadOnlySpan<byte> bytes, string what)
    {
        if (bytes.Contains((byte)0))
        {
            throw Refuse($"{what} with a NUL character");
        }
        try
        {
            return _strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Refuse($"{what} that is not UTF-8");
        }
    }

    /// <summary>The next bytes as a reader of their own.</summary>
    public WireReader Part(int length, string what) => new(packet, Take(length, what));

    public readonly void ThrowIfMore()
    {
        if (!_rest.IsEmpty)
        {
            throw Refuse($"{_rest.Length} bytes behind its end");
        }
    }

    public readonly MqttProtocolViolationException Refuse(
        string what, MqttDisconnectReasonCode reason = MqttDisconnectReasonCode.MalformedPacket) =>
        new(reason, $"The broker sent a {packet} packet with {what}.");

    private ReadOnlySpan<byte> Take(int count, string what)
    {
        if (count > _rest.Length)
        {
            throw Refuse($"its {what} cut off ({_rest.Length} of {count} bytes)");
        }
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
