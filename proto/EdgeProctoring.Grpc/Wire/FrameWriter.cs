using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Serializes one message at a time behind its header into a pooled buffer. Not for two threads.</summary>
internal sealed class FrameWriter(int? maxSize, CompressionLevel gzipLevel, StreamName what) : SerializationContext, IBufferWriter<byte>, IDisposable
{
    private const int FirstBuffer = 256;

    private byte[] _buffer = [];
    private int _length;
    private bool _complete;

    /// <summary>The header and the message; valid until the next message.</summary>
    public ReadOnlyMemory<byte> Frame => _buffer.AsMemory(0, _length);

    public void Write<T>(T message, Action<T, SerializationContext> serialize, bool gzip)
    {
        (_length, _complete) = (FrameReader.HeaderSize, false);
        Reserve(FirstBuffer);
        serialize(message, this);
        if (!_complete)
        {
            throw new InvalidOperationException($"The serializer of the {what} did not complete the message.");
        }
        var size = _length - FrameReader.HeaderSize;
        if (size > maxSize)
        {
            throw MessageTooLarge.Sent(what, size, maxSize.Value);
        }
        // GZipStream writes nothing at all for an empty message, which peers refuse.
        gzip &= size > 0;
        if (gzip)
        {
            size = Replace(Gzip.Pack(_buffer.AsSpan(FrameReader.HeaderSize, size), gzipLevel));
        }
        _buffer[0] = gzip ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(1), (uint)size);
    }

    public override void SetPayloadLength(int payloadLength) => Reserve(payloadLength);
    public override IBufferWriter<byte> GetBufferWriter() => this;
    public override void Complete() => _complete = true;

    public override void Complete(byte[] payload)
    {
        Replace(payload);
        _complete = true;
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
        (_buffer, _length) = ([], 0);
    }

    private int Replace(ReadOnlySpan<byte> payload)
    {
        _length = FrameReader.HeaderSize;
        Reserve(payload.Length);
        payload.CopyTo(_buffer.AsSpan(_length));
        _length += payload.Length;
        return payload.Length;
    }

    private void Reserve(int more)
    {
        if (_buffer.Length - _length >= more)
        {
            return;
        }
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + more), (int)Math.Min(_buffer.Length * 2L, Array.MaxLength)));
        _buffer.AsSpan(0, Math.Min(_length, _buffer.Length)).CopyTo(bigger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
        _buffer = bigger;
    }
}
