using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>
/// Pulls messages off a pipe: one byte 0 or 1 (compressed), four bytes of length, the message. It holds at most one message, so
/// that the transport's window is the back-pressure, and refuses a length over the limit before it has read the message.
/// </summary>
internal sealed class FrameReader(PipeReader pipe, int? maxSize, string? encoding, StreamName what) : DeserializationContext
{
    public const int HeaderSize = 5;

    private ReadOnlySequence<byte> _payload;

    /// <summary>True once the orderly end of the stream was read.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>True once the transport has failed: the peer is gone, and this is not the service's own I/O error.</summary>
    public bool IsBroken { get; private set; }

    public override int PayloadLength => (int)_payload.Length;
    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();
    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    /// <summary>The next message, or null at the orderly end of the stream.</summary>
    public async ValueTask<T?> ReadAsync<T>(Func<DeserializationContext, T> parse, CancellationToken cancel)
        where T : class
    {
        while (true)
        {
            ReadResult read;
            try
            {
                read = await pipe.ReadAsync(cancel).ConfigureAwait(false);
            }
            catch (IOException)
            {
                IsBroken = true;
                throw;
            }
            if (read.IsCanceled)
            {
                throw new OperationCanceledException($"Reading the {what} was cancelled.");
            }
            var consumed = read.Buffer.Start;
            var examined = read.Buffer.End;
            try
            {
                if (TryTake(read.Buffer, out var compressed, out var body))
                {
                    (consumed, examined) = (body.End, body.End);
                    return Parse(parse, compressed, body);
                }
                if (read.IsCompleted)
                {
                    AtEnd = read.Buffer.IsEmpty;
                    return AtEnd ? null : throw Bad($"ends in the middle of a message, after {read.Buffer.Length} bytes of it");
                }
            }
            finally
            {
                pipe.AdvanceTo(consumed, examined);
            }
        }
    }

    /// <summary>The only message of a stream.</summary>
    public async ValueTask<T> ReadOnlyAsync<T>(Func<DeserializationContext, T> parse, CancellationToken cancel)
        where T : class
    {
        var message = await ReadAsync(parse, cancel).ConfigureAwait(false) ?? throw Bad("holds no message where one is due");
        while (true)
        {
            var read = await pipe.ReadAsync(cancel).ConfigureAwait(false);
            var extra = !read.Buffer.IsEmpty;
            pipe.AdvanceTo(read.Buffer.End);
            if (extra)
            {
                throw Bad("goes on after its only message");
            }
            if (read.IsCompleted)
            {
                AtEnd = true;
                return message;
            }
        }
    }

    private bool TryTake(in ReadOnlySequence<byte> buffer, out bool compressed, out ReadOnlySequence<byte> body)
    {
        (compressed, body) = (false, default);
        if (buffer.Length < HeaderSize)
        {
            return false;
        }
        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        if (header[0] > 1)
        {
            throw Bad($"is malformed: its compression flag is {header[0]}, not 0 or 1");
        }
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > (uint)(maxSize ?? Array.MaxLength))
        {
            throw MessageTooLarge.Received(what, length, maxSize ?? Array.MaxLength);
        }
        if (buffer.Length - HeaderSize < length)
        {
            return false;
        }
        compressed = header[0] == 1;
        body = buffer.Slice(HeaderSize, length);
        return true;
    }

    private T Parse<T>(Func<DeserializationContext, T> parse, bool compressed, in ReadOnlySequence<byte> body)
    {
        byte[]? rented = null;
        try
        {
            _payload = compressed ? Unpacked(body, out rented) : body;
            return parse(this);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"The {what} cannot be parsed: {e.Message}", e));
        }
        finally
        {
            _payload = default;
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private ReadOnlySequence<byte> Unpacked(in ReadOnlySequence<byte> body, out byte[] rented) => encoding switch
    {
        Protocol.Gzip => Gzip.Unpack(body, maxSize, what, out rented),
        null or Protocol.Identity => throw Bad("is malformed: a message says that it is compressed, its headers say that it is not"),
        _ => throw new RpcException(new Status(StatusCode.Unimplemented, $"The {what} is packed as '{encoding}'; gzip and identity are known.")),
    };

    private RpcException Bad(string how) => new(new Status(StatusCode.Internal, $"The {what} {how}."));
}
