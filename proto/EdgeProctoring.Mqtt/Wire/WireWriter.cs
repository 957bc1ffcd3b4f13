using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using MQTTnet.Exceptions;
using MQTTnet.Packets;

namespace EdgeProctoring.Mqtt;

/// <summary>Writes packets one behind the other into a growing buffer.</summary>
internal sealed class WireWriter(int capacity = 4096)
{
    public const int MaxVarInt = 268_435_455;

    private byte[] _bytes = new byte[capacity];
    private WireWriter? _properties;

    public int Length { get; private set; }
    public int Capacity => _bytes.Length;
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>A place to collect a packet's properties before <see cref="Properties(WireWriter)"/>; emptied each time it is asked for.</summary>
    public WireWriter NewProperties()
    {
        _properties ??= new WireWriter(256);
        _properties.Length = 0;
        return _properties;
    }

    public void Truncate(int length) => Length = length;

    public void Byte(int value) => Take(1)[0] = (byte)value;

    public void UInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), (ushort)value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    public void VarInt(int value)
    {
        for (; value > 127; value >>= 7)
        {
            Byte((value & 127) | 128);
        }
        Byte(value);
    }

    public static int SizeOfVarInt(int value) => value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4;

    public void Text(string value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        ThrowIfTooLong(size, "text", value);
        UInt16(size);
        Encoding.UTF8.GetBytes(value, Take(size));
    }

    public void Binary(ReadOnlySpan<byte> value)
    {
        ThrowIfTooLong(value.Length, "binary value", "");
        UInt16(value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void Raw(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public void Raw(in ReadOnlySequence<byte> value) => value.CopyTo(Take((int)value.Length));

    public void Properties(WireWriter properties)
    {
        VarInt(properties.Length);
        Raw(properties._bytes.AsSpan(0, properties.Length));
    }

    public void Property(PropertyId id, uint value) { Byte((int)id); UInt32(value); }

    public void ShortProperty(PropertyId id, int value) { Byte((int)id); UInt16(value); }

    public void ByteProperty(PropertyId id, int value) { Byte((int)id); Byte(value); }

    public void TextProperty(PropertyId id, string? value)
    {
        if (value is not null)
        {
            Byte((int)id);
            Text(value);
        }
    }

    public void BinaryProperty(PropertyId id, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            Byte((int)id);
            Binary(value);
        }
    }

    public void UserProperties(List<MqttUserProperty>? properties)
    {
        foreach (var property in properties ?? [])
        {
            Byte((int)PropertyId.UserProperty);
            Text(property.Name);
            Text(property.Value);
        }
    }

    /// <summary>Begins a packet whose size is known only at its end.</summary>
    public int BeginPacket(int header)
    {
        Byte(header);
        Take(4);
        return Length;
    }

    /// <summary>Writes the packet's size before its body and closes the gap that the longest size would have needed.</summary>
    public void EndPacket(int body)
    {
        var size = Length - body;
        if (size > MaxVarInt)
        {
            throw new MqttProtocolViolationException($"A packet of {size} bytes exceeds what MQTT can carry ({MaxVarInt} bytes).");
        }
        var start = body - 4;
        var needed = SizeOfVarInt(size);
        _bytes.AsSpan(body, size).CopyTo(_bytes.AsSpan(start + needed));
        Length = start;
        VarInt(size);
        Length += size;
    }

    private Span<byte> Take(int count)
    {
        if (count > _bytes.Length - Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(Length + count)));
        }
        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    private static void ThrowIfTooLong(int size, string what, string value)
    {
        if (size > ushort.MaxValue)
        {
            throw new MqttProtocolViolationException(
                $"A {what} of {size} bytes exceeds what MQTT can carry (65,535 bytes): '{value[..Math.Min(value.Length, 60)]}'.");
        }
    }
}
