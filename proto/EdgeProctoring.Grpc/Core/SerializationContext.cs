using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a message is written to: either as one array, or into the buffer writer and then completed.</summary>
public abstract class SerializationContext
{
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>Told before writing, it saves growing the buffer.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    public virtual void Complete() => throw new NotImplementedException();
}

/// <summary>What a message is read from; valid only while it is read.</summary>
public abstract class DeserializationContext
{
    public abstract int PayloadLength { get; }
    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
}
